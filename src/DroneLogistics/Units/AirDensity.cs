namespace DroneLogistics.Units;

/// <summary>Air density in kilograms a cubic metre. The default, zero, is a vacuum and never real.</summary>
public readonly record struct AirDensity(double KilogramsPerCubicMetre);
