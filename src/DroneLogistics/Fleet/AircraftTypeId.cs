using DroneLogistics.Provenance;

namespace DroneLogistics.Fleet;

/// <summary>The id of an aircraft type, for example <c>fz90</c>.</summary>
public readonly record struct AircraftTypeId
{
    public AircraftTypeId(string text) => Text = Identifier.Require(text, "aircraft type");

    public string Text { get; }

    public override string ToString() => Text;
}

/// <summary>The id of one tail, for example <c>fz90-putuo</c>.</summary>
public readonly record struct AircraftId
{
    public AircraftId(string text) => Text = Identifier.Require(text, "aircraft");

    public string Text { get; }

    public override string ToString() => Text;
}

/// <summary>The id of one battery pack, or of the set of packs that is changed as one.</summary>
public readonly record struct BatteryPackId
{
    public BatteryPackId(string text) => Text = Identifier.Require(text, "battery pack");

    public string Text { get; }

    public override string ToString() => Text;
}
