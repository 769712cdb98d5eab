"""What codes are called: the words of plan format 1, of verdicts, severities and statuses."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "list-joint": Text(", ", "、"),
    "nothing": Text("none", "无"),
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
    "unknown-measure": Text("not in the catalogue", "不在通知目录内"),
    "class.required": Text("required", "必做措施"),
    "class.optional": Text("optional", "选做措施"),
    "class.national": Text("national", "国家层面措施"),
    "class.unknown": Text("not in the catalogue", "目录外"),
    "progress.completed": Text("completed in the year", "年内完成"),
    "progress.phased": Text("phased results in the year", "年内有阶段性成果"),
    "progress.long-term": Text("long-term work", "长期工作"),
    "status.draft": Text("draft", "草案"),
    "status.submitted": Text("submitted", "已报送"),
    "request.approval": Text("approval", "审批、同意"),
    "request.priority-support": Text("priority support", "重点支持"),
    "approval_status.pending": Text("pending", "待批"),
    "approval_status.approved": Text("approved", "已批准"),
    "approval_status.refused": Text("refused", "未批准"),
    "legislation_path.propose": Text("propose", "推动列入立法计划"),
    "legislation_path.evaluate": Text("evaluate", "评估"),
    "legislation_path.revise": Text("revise", "修订完善"),
    "detail.compliant_enterprises": Text("enterprises up to the standard", "达标企业数"),
    "detail.advantaged_enterprises": Text("enterprises with IP advantages", "优势企业数"),
    "detail.service_platforms": Text("service platforms", "服务平台数"),
    "detail.trained_agents": Text("trained patent agents", "培训专利代理人数"),
    "detail.pilot_bases": Text("pilot bases in schools", "中小学试点基地数"),
    "detail.alliances": Text("industrial patent alliances", "产业专利联盟"),
    "detail.legislation": Text("local legislation", "地方立法"),
    "verdict.pass": Text("pass", "通过"),
    "verdict.review": Text("review", "待人工审核"),
    "verdict.return": Text("return", "退回重新制定"),
    "verdict.invalid": Text("invalid", "格式有误"),
    "verdict.undetermined": Text("undetermined", "无法得出结论"),
    "severity.error": Text("error", "错误"),
    "severity.warning": Text("warning", "警告"),
    "severity.info": Text("info", "提示"),
    "rule_status.satisfied": Text("satisfied", "符合"),
    "rule_status.violated": Text("violated", "违反"),
    "rule_status.not-applicable": Text("not applicable", "不适用"),
    "rule_status.not-run": Text("not run", "未核对"),
}
