using DroneLogistics.Airspace.National;
using DroneLogistics.Provenance;
using DroneLogistics.Units;

namespace DroneLogistics.Airspace.Formats;

/// <summary>Reads <c>data/policy/national.json</c>, strict.</summary>
public static class NationalRulesFile
{
    private const double KilometresPerHour = 3.6;

    private static readonly Dictionary<string, NationalRuleKind> Kinds = new(StringComparer.Ordinal)
    {
        ["suitable-airspace"] = NationalRuleKind.SuitableAirspace,
        ["controlled-true-height"] = NationalRuleKind.ControlledTrueHeight,
        ["application"] = NationalRuleKind.Application,
        ["urgent-application"] = NationalRuleKind.UrgentApplication,
    };

    /// <exception cref="DataFileException">Names the file, the key and the bound.</exception>
    public static NationalRules Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = DataObject.Parse(json, file);
        _ = root.Text("licence");
        var numbers = new SourcedNumbers(root);
        var authority = Remarks.Pair(root, "authority");
        var micro = root.Child("suitable");
        double Height(string key) => numbers.Number(micro, key, "m", 0, 1000);
        var rules = new NationalRules
        {
            Classes = ReadClasses(root.Child("classes"), numbers),
            SuitableUpTo = new Dictionary<MassClass, HeightAgl>
            {
                [MassClass.Micro] = HeightAgl.FromMetres(Height("microTrueHeightM")),
                [MassClass.Light] = HeightAgl.FromMetres(Height("lightTrueHeightM")),
                [MassClass.Small] = HeightAgl.FromMetres(Height("smallTrueHeightM")),
            },
            ControlledAbove = HeightAgl.FromMetres(numbers.Number("controlledTrueHeightM", "m", 0, 1000)),
            Application = ReadTimes(root.Child("application"), numbers),
            Rules = root.Records("rules", ReadRule, rule => rule.Id),
            AuthorityEnglish = authority.English,
            AuthorityChinese = authority.Chinese,
            Numbers = numbers.Read,
        };
        micro.Close();
        root.Close();
        foreach (var (word, kind) in Kinds)
        {
            if (rules.Rules.Count(rule => rule.Kind == kind) is var count and not 1)
            {
                throw root.Trouble("rules", $"has {count} of the kind \"{word}\"; expected one");
            }
        }

        return rules;
    }

    private static MassClassLimits ReadClasses(DataObject record, SourcedNumbers numbers)
    {
        Mass Kilograms(string key) => Mass.FromKilograms(numbers.Number(record, key, "kg", 0.01, 10_000));
        Speed KilometresAnHour(string key) => Speed.FromMetresPerSecond(numbers.Number(record, key, "km/h", 1, 1000) / KilometresPerHour);
        var limits = new MassClassLimits
        {
            MicroEmpty = Kilograms("microEmptyMassKg"),
            MicroHeight = HeightAgl.FromMetres(numbers.Number(record, "microTrueHeightM", "m", 0, 1000)),
            MicroSpeed = KilometresAnHour("microSpeedKmh"),
            LightEmpty = Kilograms("lightEmptyMassKg"),
            LightTakeoff = Kilograms("lightMaxTakeoffMassKg"),
            LightSpeed = KilometresAnHour("lightSpeedKmh"),
            SmallEmpty = Kilograms("smallEmptyMassKg"),
            SmallTakeoff = Kilograms("smallMaxTakeoffMassKg"),
            MediumTakeoff = Kilograms("mediumMaxTakeoffMassKg"),
        };
        record.Close();
        return limits;
    }

    private static ApplicationTimes ReadTimes(DataObject record, SourcedNumbers numbers)
    {
        TimeSpan Minutes(string key, double most) => TimeSpan.FromMinutes(numbers.Number(record, key, "min", 0, most));
        var times = new ApplicationTimes(
            ApplyBy: Minutes("dayBeforeApplyMinute", 1440),
            DecideBy: Minutes("dayBeforeDecideMinute", 1440),
            UrgentApplyBefore: Minutes("urgentApplyBeforeMin", 1440),
            UrgentDecideBefore: Minutes("urgentDecideBeforeMin", 1440),
            ReportBefore: Minutes("reportBeforeMin", 1440));
        record.Close();
        return times;
    }

    private static NationalRule ReadRule(DataObject record)
    {
        var id = record.Text("id");
        if (!Identifier.IsWellFormed(id))
        {
            throw record.Trouble("id", $"is \"{id}\"; expected {Identifier.Rule}");
        }

        var text = Remarks.Pair(record, "text");
        var rule = new NationalRule(
            id,
            record.OneOf("kind", Kinds),
            record.Text("article"),
            text.English,
            text.Chinese,
            record.OneOf("status", SourceStatusWords.All),
            record.Text("source"));
        record.Close();
        return rule;
    }
}
