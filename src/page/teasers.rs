//! Links to other articles: a headline, perhaps twice, perhaps the first words of the article, cut off.
use super::classes::Class;
use super::headlines::Mark;
use super::lines::Line;

/// How many of the headlines `run` are links, given the line that follows them.
///
/// All are, where no article follows; else the last one belongs to what follows, with the subtitles under it.
pub(super) fn links(lines: &[Line], run: &[usize], next: Option<usize>, classes: &[Class]) -> usize {
    let article = next.is_some_and(|i| match classes[i] {
        Class::Body(None) | Class::Lead(_) => !lines[i].is_cut_off(),
        Class::Body(Some(_)) | Class::Byline(_) => true,
        _ => false,
    });
    let twice = |k: &usize| run.get(k + 1).is_some_and(|&next| lines[next].text == lines[run[*k]].text);
    let cut = run.iter().rposition(|&i| lines[i].trails_off()).map_or(0, |i| i + 1);
    if !article || (0..run.len()).any(|k| twice(&k)) {
        return run.len();
    }
    let subtitle = |i: &&usize| classes[**i] == Class::Headline(Mark::Subtitle);
    let subtitles = run.iter().rev().take_while(subtitle).count();
    cut.max(run.len().saturating_sub(1 + subtitles)).min(run.len())
}
