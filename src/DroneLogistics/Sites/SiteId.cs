using DroneLogistics.Provenance;

namespace DroneLogistics.Sites;

/// <summary>The id of a site, for example <c>putuo</c>.</summary>
public readonly record struct SiteId
{
    public SiteId(string text) => Text = Identifier.Require(text, "site");

    public string Text { get; }

    public override string ToString() => Text;
}
