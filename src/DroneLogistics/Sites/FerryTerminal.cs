using DroneLogistics.Geodesy;

namespace DroneLogistics.Sites;

/// <summary>A ferry terminal, for judging a site by what it relieves.</summary>
/// <param name="Code">Its code in the data file.</param>
/// <param name="NameEnglish">Name in English.</param>
/// <param name="NameChinese">Name in Chinese.</param>
/// <param name="Position">Position.</param>
/// <param name="PositionConfidence">How well the position is known: high, medium or low.</param>
public sealed record FerryTerminal(string Code, string NameEnglish, string NameChinese, LatLon Position, string PositionConfidence);
