//! What the gazetteers say of a string; shared with the build script.

/// What a string of the gazetteers is; what its value holds is said in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// 湖南省, 湖南 (its division).
    Province,
    /// 湘, 粤 (its division).
    ProvinceLetter,
    /// 株洲市, 湘西土家族苗族自治州 (its division).
    City,
    /// 株洲, 湘西 (its division).
    CityShort,
    /// 天元区, 茶陵县, 醴陵市 (its division).
    County,
    /// 天元, 茶陵, 醴陵: weaker, as many are common words (its division).
    CountyShort,
    /// 长三角, 粤港澳大湾区, 长株潭.
    Region,
    /// 德国, 新加坡.
    Country,
    /// 硅谷, 东京: places abroad.
    Abroad,
    /// 株洲高新技术产业开发区, 湘江新区: zones by name (the division they lie in).
    Zone,
    /// 高新区, 产业园: how names of zones end.
    ZoneSuffix,
    /// 镇, 社区, 大道: how names of places end.
    PlaceSuffix,
    /// 管委会, 发改委, 公安局: how names of party and government bodies end.
    GovernmentSuffix,
    /// 大学, 协会, 日报: how names of other bodies end.
    OrganizationSuffix,
    /// 有限公司, 集团, 分公司, 银行: how names of firms end.
    CompanyForm,
    /// 科技, 实业, 新材料: what stands before the legal form, and ends short names.
    CompanyTrade,
    /// 项目, 工程: how names of projects end.
    ProjectSuffix,
    /// 博览会, 签约仪式: how names of events end.
    EventSuffix,
    /// 行动, 若干措施: how names of policies end.
    PolicySuffix,
    /// 书记, 董事长: posts, titles and trades (index of its [`PostKind`]).
    Post,
    /// 新能源汽车, 半导体: industries and sectors (section of GB/T 4754 as a letter, 0 for none).
    Industry,
    /// 碳化硅, 动力电池: products, materials and technologies.
    Product,
    /// 王, 欧阳: surnames (bearers in 100,000 people; 0 where it is rare).
    Surname,
    /// 先生, 女士: what follows a name.
    Honorific,
    /// 签约, 落户, 投产: words of the field.
    Term,
}

impl Class {
    /// All classes, by number.
    pub const ALL: [Class; 25] = [
        Class::Province,
        Class::ProvinceLetter,
        Class::City,
        Class::CityShort,
        Class::County,
        Class::CountyShort,
        Class::Region,
        Class::Country,
        Class::Abroad,
        Class::Zone,
        Class::ZoneSuffix,
        Class::PlaceSuffix,
        Class::GovernmentSuffix,
        Class::OrganizationSuffix,
        Class::CompanyForm,
        Class::CompanyTrade,
        Class::ProjectSuffix,
        Class::EventSuffix,
        Class::PolicySuffix,
        Class::Post,
        Class::Industry,
        Class::Product,
        Class::Surname,
        Class::Honorific,
        Class::Term,
    ];

    /// Whether it is an administrative division.
    pub fn is_division(self) -> bool {
        self <= Class::CountyShort
    }
}

/// What kind of body a post belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum PostKind {
    /// 书记, 纪委书记.
    Party,
    /// 市长, 局长, 主任.
    Government,
    /// 董事长, 总经理.
    Company,
    /// 会长, 校长, 院士, 教授.
    Organization,
    /// 记者, 编辑.
    Media,
    /// 焊工, 民警, 律师.
    Trade,
    /// 负责人, 委员: of any body.
    Any,
}

impl PostKind {
    /// All kinds with their names in the table, by number.
    pub const ALL: [(&'static str, PostKind); 7] = [
        ("party", PostKind::Party),
        ("government", PostKind::Government),
        ("company", PostKind::Company),
        ("organization", PostKind::Organization),
        ("media", PostKind::Media),
        ("trade", PostKind::Trade),
        ("any", PostKind::Any),
    ];
}
