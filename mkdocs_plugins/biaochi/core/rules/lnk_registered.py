"""LNK: roles, sites, touchpoints and sectors are those of the registries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from biaochi.core.diagnostics import Finding, Rule, Severity, did_you_mean
from biaochi.core.model import (
    Catalogue,
    Entry,
    Role,
    Site,
    Training,
)
from biaochi.core.rules.scene import Scene, Whole
from biaochi.core.vocabulary import SECTOR


def unknown_role(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """岗位不在登记表里。

    为什么:
        没有登记的岗位没有人认领，也没有岗位页和岗位手册。
    不通过:
        owner: nobody
    通过:
        owner: keeper
    怎么改:
        改成 standards/roles.yml 里的岗位代码，或先在那里登记。
    """
    if "roles" in scene.catalogue.unread:
        return
    yield from _unregistered(entry, "role", scene.catalogue.roles, "LNK005", "岗位", "standards/roles.yml")
    for drill in entry.drills if isinstance(entry, Training) else ():
        # A scorer may be described in words (第三人); a slip of a role's code is not meant to be one.
        if drill.scorer.isascii() and drill.scorer not in scene.catalogue.roles:
            hint = did_you_mean(drill.scorer, scene.catalogue.roles)
            if hint:
                yield Finding("LNK005", drill.where("scorer"), f"岗位“{drill.scorer}”没有登记", hint)


def unknown_site(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """门店不在登记表里。

    为什么:
        试行结果要能追到做试行的门店。
    不通过:
        pilot.sites: [nowhere]
    通过:
        pilot.sites: [site-1]
    怎么改:
        改成 standards/sites.yml 里的门店代码，或先在那里登记。
    """
    if "sites" in scene.catalogue.unread:
        return
    yield from _unregistered(entry, "site", scene.catalogue.sites, "LNK006", "门店", "standards/sites.yml")


def unknown_touchpoint(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """触点不在该行业的客户旅程里。

    为什么:
        旅程页按触点排列；写法不同的触点会落在旅程之外。
    不通过:
        touchpoint: 到点
        standards/journeys.yml: "common: [到店, 服务, 离店]\\n"
    通过:
        touchpoint: 到店
        standards/journeys.yml: "common: [到店, 服务, 离店]\\n"
    怎么改:
        改成 standards/journeys.yml 里该行业的触点，或在那里补上；条款末尾的 touchpoint= 同样。
    """
    if "journeys" in scene.catalogue.unread:
        return
    known = scene.catalogue.journeys.get(entry.sector or "")
    if not known:
        return
    told = [(entry.touchpoint, entry.where("touchpoint"))] + [(c.touchpoint, c.at) for c in entry.body.clauses]
    for point, at in told:
        if point and point not in known:
            hint = did_you_mean(point, known) or f"该行业的触点：{'、'.join(known)}"
            yield Finding("LNK015", at, f"触点“{point}”不在旅程里", hint)


def unknown_sector(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """行业没有名称。

    为什么:
        行业是一个导航栏目和一本手册；写错的行业会多出一个空栏目。
    不通过:
        sector: comon
    通过:
        sector: common
    怎么改:
        改成已有的行业；新行业在 standards/terms.yml 里写上名称。
    """
    catalogue = scene.catalogue
    if entry.sector and entry.sector not in SECTOR and entry.sector not in catalogue.terms and "terms" not in catalogue.unread:
        hint = did_you_mean(entry.sector, [*SECTOR, *catalogue.journeys]) or f"在 standards/terms.yml 里补“{entry.sector}: {{definition: 名称}}”"
        yield Finding("LNK016", entry.where("sector"), f"行业“{entry.sector}”没有名称", hint)


def site_of_unknown_sector(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """门店或岗位登记的行业没有名称。

    为什么:
        门店的手册按行业取标准；行业写错，那家店的手册里一条标准也没有。岗位的行业写错，没有人知道他担任的通用岗位在哪里。
    不通过:
        standards/sites.yml: "site-1: {name: 一店, region: 东区, sector: comon}\\n"
    通过:
        standards/sites.yml: "site-1: {name: 一店, region: 东区, sector: common}\\n"
    怎么改:
        改成已有的行业；新行业在 standards/terms.yml 里写上名称。
    """
    told = [("门店", site) for site in catalogue.sites.values()] + [("岗位", role) for role in catalogue.roles.values()]
    for noun, one in told:
        if one.sector and one.sector not in SECTOR and one.sector not in catalogue.terms and "terms" not in catalogue.unread:
            hint = did_you_mean(one.sector, [*SECTOR, *catalogue.journeys]) or f"在 standards/terms.yml 里补“{one.sector}: {{definition: 名称}}”"
            yield Finding("LNK018", one.where("sector"), f"{noun}“{one.id}”的行业“{one.sector}”没有名称", hint)
    # This row reads the sites for all: what else they name carries the codes that tell the same of entries.
    yield from _named_by_sites(catalogue)


def _named_by_sites(catalogue: Catalogue) -> Iterator[Finding]:
    """What sites name for their packs and nobody knows. Ids are those of the files: a check of what changed shows this rule no
    entries."""
    ids, roles = {id_: None for id_ in catalogue.paths.values() if id_}, catalogue.roles
    for site in catalogue.sites.values():
        for key in ("sheets", "without"):
            for at, word in enumerate(getattr(site, key)):
                if word not in ids and word not in catalogue.unread:
                    yield Finding("LNK001", site.where(key, at), f"门店“{site.id}”的 {key} 里没有“{word}”这个编号", did_you_mean(word, ids) or "改正，或删去它")
        for at, word in enumerate(site.roles if "roles" not in catalogue.unread else ()):
            if word not in roles:
                hint = _row_meant(word, roles) or "在 standards/roles.yml 里登记，或删去它"
                yield Finding("LNK005", site.where("roles", at), f"门店“{site.id}”的岗位“{word}”没有登记", hint)


def acts_as_unknown(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """岗位担任的通用岗位不在登记表里，或者又由别的岗位担任。

    为什么:
        通用的条目写着“值班经理”，各行业由谁担任写在 acts_as 里；写错一个字，那个行业就没有人接。
    不通过:
        standards/roles.yml: "keeper: {name: 店长}\\nstaff: {name: 店员, acts_as: [servce-staff]}\\ntrainer: {name: 培训员}\\nservice-staff: {name: 服务人员}\\n"
    通过:
        standards/roles.yml: "keeper: {name: 店长}\\nstaff: {name: 店员, acts_as: [service-staff]}\\ntrainer: {name: 培训员}\\nservice-staff: {name: 服务人员}\\n"
    怎么改:
        改成已登记的通用岗位；通用岗位自己不写 acts_as，直接写最终担任的那个。
    """
    for role in catalogue.roles.values():
        for index, general in enumerate(role.acts_as):
            meant = catalogue.roles.get(general)
            if meant is None:
                hint = did_you_mean(general, catalogue.roles) or "在 standards/roles.yml 里登记，或删去"
                yield Finding("LNK019", role.where("acts_as", index), f"岗位“{role.id}”担任的“{general}”没有登记", hint)
            elif meant.acts_as:
                onward = next((each for each in meant.acts_as if each in catalogue.roles and each != general), None)
                hint = "删去" if meant is role else f"改为 {onward}，或删去 {general} 的 acts_as" if onward else f"删去 {general} 的 acts_as"
                yield Finding("LNK019", role.where("acts_as", index), f"岗位“{role.id}”担任的“{general}”自己又担任别的岗位", hint)


def _unregistered(
    entry: Entry, to: str, registered: Mapping[str, Role] | Mapping[str, Site], code: str, noun: str, path: str
) -> Iterator[Finding]:
    for reference in entry.references:
        if reference.to == to and reference.text not in registered:
            hint = _row_meant(reference.text, registered) or f"在 {path} 里登记，或改成已登记的{noun}"
            yield Finding(code, reference.at, f"{noun}“{reference.text}”没有登记", hint)


def _row_meant(word: str, registered: Mapping[str, Role] | Mapping[str, Site]) -> str:
    called = next((key for key, row in registered.items() if row.name == word), None)
    return f"写代码“{called}”" if called else did_you_mean(word, registered)


RULES = (
    Rule("LNK005", "unknown-role", Severity.ERROR, unknown_role, Entry),
    Rule("LNK006", "unknown-site", Severity.ERROR, unknown_site, Entry),
    Rule("LNK015", "unknown-touchpoint", Severity.WARNING, unknown_touchpoint, Entry),
    Rule("LNK016", "unknown-sector", Severity.WARNING, unknown_sector, Entry),
    Rule("LNK018", "site-of-unknown-sector", Severity.WARNING, site_of_unknown_sector, Catalogue),
    Rule("LNK019", "acts-as-unknown", Severity.ERROR, acts_as_unknown, Catalogue),
)
