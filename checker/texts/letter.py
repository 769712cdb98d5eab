"""What the letter says with which a plan is returned; `⟦4⟧` is a marked blank of four signs, to be filled in."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_HEAD: Final[dict[str, Text]] = {
    "number": Text("{code} [⟦{year}⟧] No. ⟦8⟧", "{code}〔⟦{year}⟧〕⟦6⟧号"),
    "date": Text("Date: ⟦20⟧", "⟦8⟧年⟦4⟧月⟦4⟧日"),
    "title": Text(
        "Return of the {year} implementation plan of the {office} for reformulation",
        "关于退回{office}\n{year}年度组织实施方案重新制定的通知",
    ),
    "title-unknown": Text(
        "Return of a {year} implementation plan for reformulation", "关于退回⟦20⟧\n{year}年度组织实施方案重新制定的通知"
    ),
    "addressee": Text("To: {office}", "{office}："),
    "addressee-unknown": Text("To: ⟦40⟧", "⟦20⟧："),
}

_OPENING: Final[dict[str, Text]] = {
    "received-submitted": Text(
        "We have received version {version} of the {year} implementation plan that your office submitted.",
        "你局报送的{year}年度组织实施方案（版本号{version}）收悉。",
    ),
    "received-draft": Text(
        "We have received the draft of the {year} implementation plan of your office.",
        "你局送审的{year}年度组织实施方案（草案）收悉。",
    ),
    "received": Text(
        "We have received the {year} implementation plan of your office.", "你局报送的{year}年度组织实施方案收悉。"
    ),
    "basis": Text(
        "It was examined under clause {clause} of the {title} ({citation}, “the Circular” below).",
        "依照{title}（{citation}，以下简称《通知》）{clause}的规定，我办对方案进行了审核。",
    ),
    "returned-1": Text(
        "It falls short of the requirements on the point set out below, and is returned to your office for "
        "reformulation.",
        "经审核，方案存在下列1项不符合要求的问题，现予退回，请重新制定。",
    ),
    "returned-n": Text(
        "It falls short of the requirements on the {count} points set out below, and is returned to your office for "
        "reformulation.",
        "经审核，方案存在下列{count}项不符合要求的问题，现予退回，请重新制定。",
    ),
}

_POINTS: Final[dict[str, Text]] = {
    "section-article": Text("{title} (clause {label} of the Circular)", "{title}（《通知》{label}）"),
    "section-plan": Text("{title}", "{title}的安排"),
    "section-measure": Text("{plan}, measure {number}: {title}", "{plan}第{number}项措施（{title}）"),
    "section-other": Text("{clause}", "{clause}"),
    "section-format": Text("Form of the plan (plan format {format})", "填报格式（{format}）"),
    "section-remarks": Text("Points to correct or explain", "需要一并改正或者说明的事项"),
    "remarks": Text(
        "These are no reason to return the plan. Please correct or explain them when you submit it again.",
        "下列事项不作为退回的理由，请在重新报送时一并改正或者作出说明。",
    ),
    "point": Text("{title}.", "{title}。"),
    "placed": Text("At {place}: {message}", "{place}：{message}"),
    "remedy": Text("What to do: {fix}", "修改要求：{fix}"),
    "exception": Text(
        "Your office asks for an exception on these grounds: “{justification}”. The {office} will decide on it.",
        "你局就此申请例外，理由为：“{justification}”。该申请由{office}研究认定。",
    ),
    "not-judged": Text(
        "Because of these faults, the plan could not be examined against the Circular in full. Once they are mended, "
        "further points may come up.",
        "因存在上述填报格式问题，方案内容未能全部对照《通知》审核；改正后如另有不符合要求之处，将再行告知。",
    ),
    "more": Text(
        "Only the first {listed} of {count} points are set out here; the report on the plan has them all.",
        "问题共{count}项，以上仅列出前{listed}项，其余见核对报告。",
    ),
    "sentences": Text(" ", ""),
}

_CLOSING: Final[dict[str, Text]] = {
    "request": Text(
        "Please formulate the plan anew in the light of the above, and submit it to the {secretariat} before ⟦20⟧.",
        "请你局对照上述意见重新制定组织实施方案，核对无误后于⟦8⟧年⟦4⟧月⟦4⟧日前报送{secretariat}。",
    ),
    "next-version": Text(
        "Please give the new plan the version number {version}.", "重新报送的方案，版本号请填写{version}。"
    ),
    "closing": Text("Yours faithfully,", "特此通知。"),
    "contact": Text("Contact: ⟦20⟧, telephone ⟦20⟧", "（联系人：⟦10⟧；电话：⟦16⟧）"),
    "enclosure": Text("Enclosure: {title}", "附件：{title}"),
    "enclosure-head": Text("Enclosure", "附件"),
    "enclosure-title": Text("Where the points stand in the plan", "问题位置一览表"),
    "index-number": Text("No.", "序号"),
    "index-point": Text("Point", "问题"),
    "index-place": Text("Place in the plan", "在方案中的位置"),
    "index-name": Text("{title} ({rule})", "{title}（{rule}）"),
    "index-whole": Text("the plan as a whole", "方案整体"),
    "file": Text("File: {name}", "核对的文件：{name}"),
    "digest": Text("SHA-256: {digest}", "文件的SHA-256值：{digest}"),
    "pack": Text("Rule pack: {pack}", "规则包：{pack}"),
}

TEXTS: Final[dict[str, Text]] = _HEAD | _OPENING | _POINTS | _CLOSING
