//! # What it looks for
//! A county or city that does not exist, one look-alike or sound-alike character off one that lies where the text
//! is about: 深口区 for 渌口区.
//!
//! # Why
//! A place that does not exist cannot be put on a map or into a table, and nobody will find the story again.
//!
//! # Warns
//! - `株洲市近日部署防汛。深口区组织党员巡堤,天元区同步行动。`
//! - `株洲市的天元区和芦松区本月启动改造。`
//! - `展区里,安徽毫州的药材、湖南彬州的鲜果和甘肃省洒泉市的瓜最受欢迎。`
//! - `推介会在安徽省毫州市谯城区举行。`
//! - `黄山市歉县经济开发区引进两个项目。`
//! - `鄂尔多斯市伊金霍洛族打造产业集群。`
//! - `绵阳市的游仙区东邻梓潼县,西接培城区。`
//! - `洛阳高新区今年签约50个项目。缠河区的夜市也热闹。`
//! - `常德市的返乡企业家带动一方。在沣县,葡萄酒庄开了业。`
//! - `漳州市龙文区与乡城区相邻。`
//! - `徐州市睢宁县的纱线卖到全国。⏎雎宁:一根纱纺出大产业`
//! - `潍坊的兄弟区里,我们和寒亭、查文比有差距,和诸城、寿光比差距更大。`
//!
//! # Stays quiet
//! - `株洲市的渌口区、天元区、芦淞区和茶陵县都已部署。`
//! - `安徽亳州、湖南郴州和浙江嘉善的客商都来了,浙江佳兴丝绸公司也在其中。`
//! - `黄山市歙县、黟县和黄山市各县都派人参加。`
//! - `克拉玛依高新区和克拉玛依区都派人参加。`
//! - `株洲市民到进口区、儿童区和产业园区参观。`
//! - `清河不产绒,却是羊绒集散地;内蒙古锡林浩特产绒,却多年只卖原绒。`
//!
//! # Limits
//! Only divisions of the provinces' cities that the text names are looked at, and only names of three characters or more.

use super::{Case, Report};
use crate::checks::amounts::follows_any;
use crate::checks::glyphs::{look_alike, resemble, sound_alike};
use crate::checks::slips::LOOKALIKES;
use crate::checks::view::{article_blocks, is_han, quote};
use crate::entities::Mention;
use crate::model::EntityType;
use crate::text::Span;
use crate::words::gazetteer::{self, Division, Hit, Level};
use std::collections::BTreeSet;

/// No name of a division is longer.
const LONGEST_NAME: usize = 16;

pub fn check(case: &Case, report: &mut Report) {
    behind_provinces(case, report);
    behind_cities(case, report);
    let candidates = divisions_nearby(case);
    of_two_characters(case, &candidates, report);
    at_headings(case, &candidates, report);
    in_lists(case, report);
    let mut by_ending: Vec<(char, Vec<Vec<char>>)> = Vec::new();
    for name in candidates.into_iter().flat_map(names) {
        if let (3.., Some(&ending)) = (name.len(), name.last()) {
            match by_ending.iter_mut().find(|(other, _)| *other == ending) {
                Some((_, names)) => names.push(name),
                None => by_ending.push((ending, vec![name])),
            }
        }
    }
    let chars = &case.text.chars;
    for name in by_ending.iter().flat_map(|(_, names)| names).filter(|name| name.len() >= LONG) {
        for start in case.places.all(name[0]) {
            let span = Span::new(start, (start + name.len()).min(chars.len()));
            let stem = name.len() - 1;
            let turned = span.len() == name.len()
                && (!is_short_name(&name[..stem]) || are_alike(chars[start + stem], name[stem]))
                && chars[start..start + stem] == name[..stem]
                && is_nearly(&chars[start..span.end], name)
                && case.word_at(start + stem).is_none_or(|word| word.end <= span.end);
            if turned && !report.marks(span) {
                say(case, span, name, report);
            }
        }
    }
    for (ending, names) in &by_ending {
        for end in case.places.all(*ending).map(|at| at + 1) {
            for name in names {
                let Some(start) = end.checked_sub(name.len()) else { continue };
                let span = Span::new(start, end);
                // some likeness is enough where the text has the right name
                let misspelt = is_misspelt(&chars[start..end], name)
                    || is_nearly(&chars[start..end], name) && is_named(case, name);
                if misspelt && !is_known(case, span) && !report.marks(span) {
                    say(case, span, name, report);
                }
            }
        }
    }
}

/// Whether a name without its ending is what its division is called in short, behind which anything may stand: 锡林浩特产绒.
fn is_short_name(stem: &[char]) -> bool {
    let stem: String = stem.iter().collect();
    gazetteer::divisions_named(&stem).next().is_some()
}

/// Whether one character may be taken for another.
fn are_alike(written: char, meant: char) -> bool {
    look_alike(written, meant) || LOOKALIKES.of(written).iter().any(|(_, (c, _))| *c == meant)
}

/// What a division is called: 瀍河回族区 also 瀍河区.
fn names(division: Division) -> impl Iterator<Item = Vec<char>> {
    let name: Vec<char> = division.name().chars().collect();
    let of_a_people =
        division.short().filter(|_| division.name().ends_with("族区") || division.name().ends_with("族自治县"));
    let of_a_people = of_a_people.zip(name.last().copied());
    let without = of_a_people.map(|(short, ending)| short.chars().chain([ending]).collect());
    [Some(name), without].into_iter().flatten()
}

/// 雎宁:一根纱: what a heading begins with, where the text has the right name elsewhere.
fn at_headings(case: &Case, candidates: &[Division], report: &mut Report) {
    let chars = &case.text.chars;
    for block in article_blocks(case.text) {
        let span = Span::new(block.span.start, block.span.start + 2);
        let Some([a, b, ':' | ' ']) = chars[..block.span.end].get(span.start..span.start + 3) else { continue };
        let shorts = candidates.iter().filter_map(|d| Some((d, d.short()?.chars().collect::<Vec<char>>())));
        let mut alike = shorts.filter(|(_, short)| short.len() == 2 && is_nearly(&[*a, *b], short));
        let (Some((division, short)), None) = (alike.next(), alike.next()) else { continue };
        let named = case.words.hits.iter().any(|h| h.division() == Some(*division));
        if named && !is_known(case, span) && case.word_at(span.start).is_none() {
            say(case, span, &short, report);
        }
    }
}

/// 寒亭、查文: beside a county's short name, what resembles that of another one of its city and is none.
fn in_lists(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    let is_short = |h: &&Hit| h.span.len() == 2 && h.division().is_some_and(|d| d.level() == Level::County);
    for hit in case.words.hits.iter().filter(is_short) {
        let mark = |at: Option<usize>| at.and_then(|at| chars.get(at)) == Some(&'、');
        let behind = mark(Some(hit.span.end)).then(|| hit.span.end + 1);
        let before = mark(hit.span.start.checked_sub(1)).then(|| hit.span.start.checked_sub(3)).flatten();
        let before =
            before.filter(|at| at.checked_sub(1).is_none_or(|at| !is_han(chars[at]) || JOINS.contains(chars[at])));
        for start in [behind, before].into_iter().flatten() {
            let Some(&written) = chars.get(start..start + 2).and_then(|w| w.first_chunk::<2>()) else { continue };
            let span = Span::new(start, start + 2);
            let city = hit.division().and_then(Division::parent);
            let own = city.into_iter().flat_map(Division::with_its_parts).filter_map(Division::short);
            let two = own.filter(|short| short.len() == 2 * '县'.len_utf8() && short.contains(written));
            let names = two.map(|short| short.chars().collect::<Vec<char>>()).filter(|short| short.len() == 2);
            let mut alike = names.filter(|short| is_misspelt(&written, short));
            let (Some(name), None) = (alike.next(), alike.next()) else { continue };
            let next = chars.get(span.end).copied().unwrap_or('\n');
            let joined = case.is_word(&[written[1], next]) || case.word_at(start).is_some();
            let exists = gazetteer::divisions_named(&quote(case, span)).next().is_some();
            if !joined && !exists && !is_in_firm(case, span) && !is_known(case, span) && !report.marks(span) {
                say(case, span, &name, report);
            }
        }
    }
}

/// What a list of places begins behind.
const JOINS: &str = "和与及跟同在到往比对向从";

/// From so many characters on, a name is known by all but its ending: 伊金霍洛族.
const LONG: usize = 5;

/// Places that are written otherwise than the division they lie in: the zone in 杨陵区.
const OTHERWISE: [&str; 1] = ["杨凌"];

/// 安徽毫州: right behind a province, what is one character off one of its cities and counties and none of them.
fn behind_provinces(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    let provinces = case.words.hits.iter().filter(|h| h.class.is_division());
    for (hit, province) in
        provinces.filter_map(|h| h.division().filter(|d| d.level() == Level::Province).map(|d| (h, d)))
    {
        let at = hit.span.end + usize::from(chars.get(hit.span.end) == Some(&'省'));
        let rest = &chars[at..chars.len().min(at + LONGEST_NAME)];
        if hit.span.len() < 2 || !rest.first().is_some_and(|c| is_han(*c)) {
            continue;
        }
        let parts = || province.with_its_parts().flat_map(Division::with_its_parts).filter(|d| *d != province);
        let names = |d: Division| [Some(d.name()), d.short()].into_iter().flatten();
        let begins = |name: &str| name.chars().zip(rest).filter(|(a, b)| a == *b).count() == name.chars().count();
        if rest.len() < 2 || parts().flat_map(names).any(begins) {
            continue;
        }
        // the longest name: 洒泉市 rather than 洒泉
        let alike = parts().flat_map(names).filter_map(|name| {
            let name: Vec<char> = name.chars().collect();
            (name.len() > 1 && rest.len() >= name.len() && is_misspelt(&rest[..name.len()], &name)).then_some(name)
        });
        let Some(name) = alike.max_by_key(Vec::len) else { continue };
        let span = Span::new(at, at + name.len());
        // even a dictionary has 毫州市
        let whole = name.len() > 2 && name.ends_with(&['市']);
        let is_word = !whole && (case.word_at(at).is_some() || case.is_word(&chars[span.start..span.end]));
        let in_a_word = case.token_at(span.end - 1).is_some_and(|t| t.span.end > span.end);
        if !follows_any(case, at, &OTHERWISE)
            && !is_word
            && !in_a_word
            && !is_in_firm(case, span)
            && !report.marks(span)
        {
            say(case, span, &name, report);
        }
    }
}

/// 黄山市歉县: right behind a city, a county of two characters that resembles one of its own and is none.
fn behind_cities(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    let cities = case.words.hits.iter().filter(|h| h.class.is_division() && h.span.len() > 1);
    for (hit, city) in cities.filter_map(|h| h.division().filter(|d| d.level() == Level::City).map(|d| (h, d))) {
        // 安阳溪县 may be the whole name
        let at = match chars[hit.span.end - 1] {
            '市' => hit.span.end,
            _ if chars.get(hit.span.end) == Some(&'市') => hit.span.end + 1,
            _ => continue,
        };
        let span = Span::new(at, at + 2);
        let Some(written) = chars.get(at..at + 2).filter(|w| w[1] == '县' && is_han(w[0])) else { continue };
        let own = || city.with_its_parts().filter(|d| d.level() == Level::County).map(|d| d.name().chars().collect());
        let mut alike = own().filter(|name: &Vec<char>| name.len() == 2 && is_nearly(written, name));
        let known = own().any(|name: Vec<char>| name == written) || is_known(case, span);
        if let (Some(name), None, false) = (alike.next(), alike.next(), known || report.marks(span)) {
            say(case, span, &name, report);
        }
    }
}

/// 在沣县: a county of two characters by itself, that resembles one nearby and is none.
fn of_two_characters(case: &Case, candidates: &[Division], report: &mut Report) {
    let chars = &case.text.chars;
    let two = |m: &&Mention| m.kind == EntityType::Place && m.span.len() == 2 && chars[m.span.end - 1] == '县';
    for span in case.entities.mentions.iter().filter(two).map(|m| m.span) {
        let written = &chars[span.start..span.end];
        let names = candidates.iter().map(|d| d.name().chars().collect::<Vec<char>>());
        let mut alike = names.filter(|name| name.len() == 2 && is_nearly(written, name));
        let (Some(name), None) = (alike.next(), alike.next()) else { continue };
        let exists = gazetteer::divisions_named(&quote(case, span)).next().is_some();
        if !exists && !is_known(case, span) && !report.marks(span) {
            say(case, span, &name, report);
        }
    }
}

/// Whether the name of a firm or an organisation holds it.
fn is_in_firm(case: &Case, span: Span) -> bool {
    let firm = |kind| matches!(kind, EntityType::Company | EntityType::Organization | EntityType::Person);
    case.mentions_over(span).any(|m| firm(m.kind) && m.span.end >= span.end)
}

/// The cities that the text names, those whose counties it names, that which the page is about, and all that lies in them.
fn divisions_nearby(case: &Case) -> Vec<Division> {
    let hits = case.words.hits.iter().filter(|h| h.class.is_division()).filter_map(|h| h.division());
    let city = |d: Division| match d.level() {
        Level::Province => None,
        Level::City => Some(d),
        Level::County => d.parent(),
    };
    let mut named: BTreeSet<Division> = hits.collect();
    // 洛阳高新区 names its city
    for m in &case.entities.mentions {
        let name = &case.text.chars[m.span.start..m.span.end];
        let length = gazetteer::divisions_at_start(name).filter(|length| (2..name.len()).contains(length)).max();
        let place: String = name[..length.unwrap_or(0)].iter().collect();
        named.extend(gazetteer::divisions_named(&place).filter(|d| d.level() == Level::City));
    }
    let cities: BTreeSet<Division> = named.into_iter().filter_map(city).chain(case.home).collect();
    cities.into_iter().flat_map(Division::with_its_parts).filter(|d| d.level() != Level::Province).collect()
}

/// Whether the text names a division so.
fn is_named(case: &Case, name: &[char]) -> bool {
    let hits = case.words.hits.iter().filter(|h| h.class.is_division() && h.span.len() == name.len());
    hits.map(|h| &case.text.chars[h.span.start..h.span.end]).any(|other| other == name)
}

/// Whether exactly one character differs, and looks or sounds alike.
fn is_misspelt(written: &[char], name: &[char]) -> bool {
    let mut differing = written.iter().zip(name).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    let known = || LOOKALIKES.of(*a).iter().any(|(_, (other, _))| other == b);
    is_han(*a) && (look_alike(*a, *b) || sound_alike(*a, *b) || known())
}

/// The same where all but the ending is told: some likeness is enough.
fn is_nearly(written: &[char], name: &[char]) -> bool {
    let mut differing = written.iter().zip(name).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    is_han(*a) && (resemble(*a, *b) || sound_alike(*a, *b))
}

/// Whether what is written is a division or a word, or a part of one.
fn is_known(case: &Case, span: Span) -> bool {
    let hits = &case.words.hits;
    let from = hits.partition_point(|h| h.span.start + LONGEST_NAME < span.start);
    let near = || hits[from..].iter().take_while(|h| h.span.start < span.end);
    // some counties are called 城区 and no more
    let ending =
        |h: &Hit| h.span.len() == 2 && h.span.start > span.start && case.text.starts_with(h.span.start + 1, "区");
    // 乡城 is a county, 乡城区 is nothing
    let other = |h: &Hit| {
        let stem = h.span.start == span.start && h.span.end + 1 == span.end;
        stem && h.division().is_some_and(|d| d.level() == Level::County && d.short().is_some())
    };
    let named =
        near().any(|h| h.span.overlaps(span) && h.class.is_division() && h.span.len() > 1 && !ending(h) && !other(h));
    let chars = &case.text.chars[span.start..span.end];
    let in_a_word = || case.word_at(span.start).is_some_and(|word| word.start < span.start);
    let stem = || case.is_word(&chars[..chars.len() - 1]) && !near().any(other);
    named || stem() || case.is_word(chars) || in_a_word()
}

fn say(case: &Case, span: Span, name: &[char], report: &mut Report) {
    let (written, name) = (quote(case, span), name.iter().collect::<String>());
    report
        .error(
            span,
            format!("行政区划中没有“{written}”,疑为“{name}”之误。"),
            format!("There is no division “{written}”; probably “{name}”."),
        )
        .suggest(name);
}
