"""Words for codes: our own, and those of plan format 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_
from checker.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

VERDICTS: Final[Mapping[str, str]] = {
    "pass": N_("pass"),
    "review": N_("review"),
    "return": N_("return"),
    "invalid": N_("invalid"),
    "undetermined": N_("undetermined"),
}

SEVERITIES: Final[Mapping[str, str]] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("info"),
}

RULE_STATUSES: Final[Mapping[str, str]] = {
    "satisfied": N_("satisfied"),
    "violated": N_("violated"),
    "not-applicable": N_("not applicable"),
    "not-run": N_("not run"),
}

# The rest of this module is what plan format 1 calls things: it goes when rule packs say it themselves.

FIELDS: Final[Mapping[str, Text]] = {
    "actions": Text("actions", "工作措施"),
    "advantaged_enterprises": Text("number of enterprises with IP advantages", "优势企业数"),
    "alliances": Text("industrial patent alliances", "产业专利联盟"),
    "amount_cny": Text("amount of the funds", "经费金额"),
    "approval": Text("approval", "审批情况"),
    "basic_patents": Text("number of basic patents", "核心专利数"),
    "circular": Text("circular", "所依据的通知"),
    "class": Text("class", "类别"),
    "code": Text("code of the region", "地区代码"),
    "compliant_enterprises": Text("number of enterprises up to the standard", "达标企业数"),
    "contact": Text("contact", "联系方式"),
    "date": Text("date", "日期"),
    "department": Text("department", "部门"),
    "due": Text("day of the milestone", "时间节点的日期"),
    "exceptions": Text("exceptions", "例外申请"),
    "format": Text("format", "填报格式"),
    "funding": Text("guarantee of funds", "经费保障"),
    "justification": Text("justification", "理由"),
    "kind": Text("kind of the request", "请求事项"),
    "legislation": Text("local legislation", "地方立法内容"),
    "measures": Text("measures", "工作措施条目"),
    "milestone": Text("text of the milestone", "时间节点的内容"),
    "name": Text("name", "名称"),
    "notes": Text("notes", "备注"),
    "number": Text("number of the measure", "措施编号"),
    "objective": Text("objective", "工作目标"),
    "office": Text("office", "制定单位"),
    "path": Text("path of the legislation", "立法路径"),
    "pilot_bases": Text("number of pilot bases", "试点基地数"),
    "plan_year": Text("plan year", "方案年度"),
    "recipient": Text("recipient", "报送对象"),
    "reference": Text("file number", "文号"),
    "regions": Text("regions", "辖区内各地区"),
    "regulation_in_force": Text("statement whether a regulation is in force", "法规是否已出台"),
    "responsible": Text("responsible departments", "责任部门"),
    "rule": Text("rule of the exception", "所申请例外的规则"),
    "schedule": Text("schedule", "时间安排"),
    "service_platforms": Text("number of service platforms", "服务平台数"),
    "sipo_support": Text("request to SIPO", "向国家知识产权局提出的请求"),
    "source": Text("source of the funds", "经费来源"),
    "status": Text("status", "状态"),
    "submission": Text("submission", "报送情况"),
    "targets": Text("targets", "专项目标"),
    "tasks": Text("tasks", "工作任务"),
    "title": Text("title", "标题"),
    "trained_agents": Text("number of trained agents", "培训专利代理人数"),
    "version": Text("version", "版本号"),
}
"""The members of a plan, by their names."""
