//! What kinds and stages are called.

use super::Lang;
use crate::model::{EntityType, Severity, Stage};

fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    if lang == Lang::Zh { zh } else { en }
}

/// The name of an entity type.
pub fn entity(kind: EntityType, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        EntityType::Person => ("人物", "Person"),
        EntityType::Role => ("职务", "Post"),
        EntityType::Company => ("企业", "Company"),
        EntityType::Government => ("党政机关", "Government"),
        EntityType::Organization => ("机构", "Organization"),
        EntityType::Place => ("地点", "Place"),
        EntityType::Zone => ("园区", "Zone"),
        EntityType::Project => ("项目", "Project"),
        EntityType::Industry => ("产业", "Industry"),
        EntityType::Product => ("产品", "Product"),
        EntityType::Policy => ("政策", "Policy"),
        EntityType::Event => ("活动", "Event"),
    };
    pick(lang, zh, en)
}

/// The name of a stage.
pub fn stage(stage: Stage, lang: Lang) -> &'static str {
    let (zh, en) = match stage {
        Stage::Planned => ("谋划", "Planned"),
        Stage::Signed => ("签约", "Signed"),
        Stage::Approved => ("获批", "Approved"),
        Stage::Started => ("开工", "Started"),
        Stage::Completed => ("竣工", "Completed"),
        Stage::Operating => ("投产", "Operating"),
        Stage::Scaled => ("达产", "Scaled up"),
    };
    pick(lang, zh, en)
}

/// The name of a severity.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    let (zh, en) = match severity {
        Severity::Error => ("有误", "Error"),
        Severity::Warning => ("存疑", "Doubt"),
        Severity::Info => ("提示", "Note"),
    };
    pick(lang, zh, en)
}

/// The heading of a part of the view.
pub fn heading(part: &str, lang: Lang) -> &'static str {
    let (zh, en) = match part {
        "findings" => ("核查", "Findings"),
        "projects" => ("项目台账", "Projects"),
        "figures" => ("数据", "Figures"),
        _ => ("主体", "Entities"),
    };
    pick(lang, zh, en)
}
