using System.Globalization;
using System.Net;
using System.Text;
using DroneLogistics.Airspace.National;
using DroneLogistics.Dispatch;
using DroneLogistics.Dispatch.Applications;
using DroneLogistics.Formats.Exchange;

namespace DroneLogistics.Formats.Applications;

/// <summary>An application as a page to print, Chinese and English side by side: nothing in it is fetched or run.</summary>
public static class ApplicationPage
{
    private const string Style = "body{font:10.5pt/1.4 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:1.5cm;color:#111}table{border-collapse:collapse;width:100%;margin:0 0 .5cm}th,td{border:1px solid #666;padding:.12cm .2cm;text-align:left;vertical-align:top}th{width:30%;background:#f2f2f2;font-weight:600}h1{font-size:15pt}h2{font-size:11.5pt;margin:.4cm 0 .15cm}.no{color:#a00;font-weight:600}code{font-size:8pt;word-break:break-all}@media print{h2{break-after:avoid}tr{break-inside:avoid}}";

    /// <param name="application">The application.</param>
    /// <param name="inputs">All that it rests on.</param>
    /// <param name="fileDigest">SHA-256 of the sealed document that the page shows.</param>
    public static string Write(FlightApplication application, IReadOnlyList<ApplicationInput> inputs, string fileDigest)
    {
        var page = new StringBuilder();
        var (decision, applicant, clock) = (application.Decision, application.Applicant, application.Clock);
        var (question, type) = (decision.Question, decision.Question.Type);
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>飞行活动申请 Flight application</title>\n<style>{Style}</style>\n</head>\n<body>\n<h1>飞行活动申请 · Application for a flight</h1>\n");
        if (application.Approval is { IsDemonstration: true })
        {
            page.Append("<p class=\"no\">演示用虚构批准,不得用于飞行。 The approval is invented for demonstration: not for flight.</p>\n");
        }

        foreach (var finding in application.Refusals.Concat(application.Deadline is { } late ? [late] : []))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"no\">{Text(ReasonWords.Of(finding.Code))}: {Text(finding.Chinese)} {Text(finding.English)}</p>\n");
        }

        Table(page, "时限 Clock (Asia/Shanghai)",
        [
            ("类别 Rule", CaseText(clock.Case)),
            ("提交时间 Filed", Local(application.FiledAt)),
            (clock.Case == ApplicationCase.LongTerm ? "当日飞行计划截止 Plan of the day by" : "申请截止 Apply by", Local(clock.ApplyBy)),
            ("答复时限 Decided by", clock.DecideBy is { } decided ? Local(decided) : "已获长期批准 held already"),
            ("起飞前报告 Report before take-off by", $"{Local(clock.ReportBy)};经确认后方可起飞 take off only after confirmation"),
        ]);
        Table(page, "1 运营人与操控员 Operator and remote pilot", [("运营人 Operator", applicant.OperatorName), ("运营合格证 Certificate", applicant.OperatorCertificate), ("联系方式 Contact", applicant.OperatorContact), ("责任保险 Insurance", applicant.Insurance), ("操控员 Remote pilot", applicant.PilotName), ("执照 Licence", applicant.PilotLicence)]);
        Table(page, "2 航空器 Aircraft",
        [
            ("机型 Type", $"{type.NameChinese} {type.NameEnglish} ({type.Id}), {type.Maker}; 1 架"), ("登记标志 Registration", applicant.Registration), ("序列号 Serial number", applicant.SerialNumber),
            ("类别 Class", application.Facts.MassClass.ToString().ToLowerInvariant()),
            ("最大起飞重量 / 空机重量 MTOM / empty", Number($"{type.MaxTakeoffMass.Kilograms:0.##} / {type.EmptyMass.Kilograms:0.##} kg")),
            ("本次起飞重量 / 载重 Take-off mass / payload", Number($"{decision.Forecast?.Task.TakeoffMass.Kilograms:0.##} / {question.Payload.Kilograms:0.##} kg")),
            ("最大空速 Greatest airspeed", Number($"{type.MaxAirspeed.MetresPerSecond:0.#} m/s")),
        ]);
        Table(page, "3 任务与飞行方式 Task and mode", [("任务 Task", applicant.Task), ("方式 Mode", applicant.FlightMode)]);
        Table(page, "4 起降与备降场 Sites",
        [
            ("起飞 Take-off", $"{question.Origin.NameChinese} {question.Origin.NameEnglish}, {Place(question.Origin.Position)}"),
            ("降落 Landing", $"{question.Destination.NameChinese} {question.Destination.NameEnglish}, {Place(question.Destination.Position)}"),
            ("备降 Alternates", string.Join("; ", application.Alternates.Select(site => $"{site.Id} {Place(site.Position)}"))),
        ]);
        Table(page, "5 时间 Times", [("起飞 Start", Local(question.Departure)), ("降落 End", decision.Arrival is { } arrival ? Local(arrival) : "-")]);
        Table(page, "6 航线、高度、速度、空域 Route, height, speed, airspace",
        [
            ("航路点 Waypoints", string.Join("; ", decision.Way.Points.Select(Place))),
            ("航程 Distance", Number($"{decision.Way.Distance.Metres / 1000:0.0} km")),
            ("巡航海拔 Cruise altitude AMSL", Number($"{decision.Forecast?.Task.CruiseAltitude.Metres:0.#} m")),
            ("陆上最大真高 / 海上最大海拔 Greatest height over land / altitude over sea", $"{Finite(application.Facts.HighestOverLand?.Metres)} / {Finite(application.Facts.HighestOverSea?.Metres)} m"),
            ("巡航空速 Cruise airspeed", Number($"{decision.Forecast?.Task.CruiseAirspeed.MetresPerSecond:0.#} m/s")),
            ("空域进出 Airspace, entry and exit", application.Facts.Zones.Count == 0 ? "无 none" : string.Join("; ", application.Facts.Zones.Select(presence => $"{presence.Zone.NameIn("zh")} {presence.Zone.NameIn("en")} {Local(presence.When.Start)} – {Local(presence.When.End)}"))),
            ("批准 Approval", application.Approval is { } held ? $"{held.Number}, {held.AuthorityChinese} {held.AuthorityEnglish}, {Local(held.Validity.Start)} – {Local(held.Validity.End)}" : "申请中 applied for"),
        ]);
        Table(page, "7 通信、导航、监视与链路 Equipment and link", [("通信 Communication", applicant.Communication), ("导航 Navigation", applicant.Navigation), ("监视 Surveillance", applicant.Surveillance), ("应答机编码 Transponder", applicant.TransponderCode), ("链路频率 Frequency", applicant.LinkFrequency), ("带宽 Bandwidth", applicant.LinkBandwidth)]);
        Table(page, "8 应急处置及其他 Contingency and other", [("应急处置 Contingency procedures", applicant.ContingencyProcedures), ("特殊需求 Special needs", applicant.SpecialNeeds), ("其他 Other", applicant.Other)]);
        Table(page, "仿真结论 Proof",
        [
            ("结论 Verdict", decision.Verdict == Verdict.Go ? "可放行 GO" : $"不予放行 NO_GO: {string.Join(", ", decision.Findings.Select(finding => ReasonWords.Of(finding.Code)).Distinct())}"),
            ("检查 Checks", $"{decision.Checks.Count(check => check.Outcome == CheckOutcome.Pass)} / {decision.Checks.Count}"),
            ("着陆电量 Charge at landing", Number($"{decision.Forecast?.LandingCharge?.Percent:0.0} %")),
            ("完成概率 Probability to end as planned", Number($"{decision.Odds?.Complete.Value * 100:0.0} %")),
        ]);
        page.Append("<h2>输入文件 Inputs (SHA-256)</h2>\n<table>\n");
        foreach (var input in inputs)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(input.Role)}: {Text(input.Name)}</th><td><code>{Text(input.Sha256)}</code></td></tr>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"</table>\n<p>电子文件 Sealed document, SHA-256: <code>{Text(fileDigest)}</code></p>\n</body>\n</html>\n");
        return page.ToString();

        string Local(DateTimeOffset instant) => instant.ToOffset(application.LocalOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<(string Name, string Value)> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n<table>\n");
        foreach (var (name, value) in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(name)}</th><td>{Text(value)}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static string CaseText(ApplicationCase rule) => rule switch
    {
        ApplicationCase.Urgent => "紧急任务(救灾、医疗救护,第二十九条) urgent: relief or medical rescue, article 29",
        ApplicationCase.LongTerm => "长期批准下的当日飞行计划(第二十六条) plan of the day under a long-term approval, article 26",
        _ => "单次申请(第二十六条) single application, article 26",
    };

    private static string Place(Geodesy.LatLon place) => Number($"{place.LatitudeDegrees:0.00000}, {place.LongitudeDegrees:0.00000}");

    private static string Number(FormattableString text) => FormattableString.Invariant(text);

    private static string Finite(double? metres) => metres is { } value && double.IsFinite(value) ? Number($"{value:0.#}") : "-";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
