//! The words under a picture.

use super::bylines;
use super::cues::{self, Cue};
use super::lines::Line;

/// Whether a line is a caption: short, and it points at a picture or ends in its credit.
///
/// The text of a photo story is longer, or has more than one sentence before its credit.
pub(super) fn is_caption(line: &Line) -> bool {
    if line.len > 60 {
        return false;
    }
    let bare = line
        .text
        .trim_matches(['(', ')', '（', '）', '【', '】', '[', ']', '▲', '△', '▼', '↑', '↓', '←', '→', ' ', '　']);
    let sentences = bare.matches(['。', '！']).count();
    if cues::prefix(Cue::Caption, bare).is_some() {
        return sentences <= 2;
    }
    let words = ["图/", "图／", "图:", "图：", "摄/", "摄／", "摄影/"];
    let named = |at: usize| words.iter().any(|w| bare[at..].trim_start_matches(['(', '（']).starts_with(w));
    let sourced = line.text.ends_with([')', '）']) && bare.rfind(['(', '（']).is_some_and(named);
    let credited =
        sourced || cues::suffix(Cue::Credited, bare).is_some() || (bare.ends_with("提供") && bare.contains("图片"));
    credited && sentences <= 1 && line.len <= 48 && bylines::whole(&line.text).is_none()
}

#[cfg(test)]
mod tests {
    use crate::page::{Choices, lines};

    #[test]
    fn captions_and_photo_stories_differ() {
        let judge = |text| super::is_caption(&lines::cut(text, &Choices::default()).0[0]);
        for caption in [
            "样板河施工现场。俞某某摄",
            "工人在南门安装灯组 邬某某 摄",
            "图为园区开工现场。",
            "（图片由融媒体中心提供）",
            "图①：花街节上的服饰秀。",
            "▲新厂示意图。（图／江州科技提供）",
        ] {
            assert!(judge(caption), "{caption}");
        }
        for other in [
            "通讯员 毛某 摄",
            "近日,园区开工。企业有盼头,群众得实惠。项目多,进度快。江州日报记者 某某 摄",
            "图书馆开到车间口",
        ] {
            assert!(!judge(other), "{other}");
        }
    }
}
