//! Lists that share a unit: 高于全国4.5个、全省1个百分点.

use super::Draft;
use super::view::View;
use crate::model::FigureKind;

/// How far the unit may stand behind, in characters.
const REACH: usize = 16;

/// 个 before another 个百分点 of the same list is a percentage point too.
pub(super) fn share_units(view: &View, drafts: &mut [Draft]) {
    for i in (0..drafts.len().saturating_sub(1)).rev() {
        let (left, right) = drafts.split_at_mut(i + 1);
        let (this, next) = (&mut left[i], &right[0]);
        let listed = next.kind == FigureKind::PercentagePoint
            && this.kind == FigureKind::Count
            && view.at(this.end - 1) == '个'
            && matches!(view.at(this.end), '、' | '和' | '与' | '及' | ',')
            && next.start - this.end <= REACH;
        if listed {
            this.kind = FigureKind::PercentagePoint;
            this.unit = Some("pp".into());
        }
    }
}
