using DroneLogistics.Units;

namespace DroneLogistics.Fleet;

/// <summary>How a cell's voltage, capacity and resistance behave. Its numbers stand in <c>data/batteries/</c> with their sources.</summary>
public sealed record CellChemistry
{
    public required string Id { get; init; }

    /// <summary>Open-circuit volts of a cell against state of charge: charge falling from 1 to 0, linear between.</summary>
    public required IReadOnlyList<(double StateOfCharge, double Volts)> OpenCircuit
    {
        get;
        init
        {
            field = value;
            Pieces = VoltagePieces.Of(value);
        }
    }

    /// <summary>The same table cut where the formulae of a cell change, ready for a discharge.</summary>
    public VoltagePieces Pieces { get; private init; } = VoltagePieces.None;

    /// <summary>Share of the nominal capacity against temperature in °C: temperature falling, linear between, flat outside.</summary>
    public required IReadOnlyList<(double DegreesCelsius, double Share)> CapacityByTemperature { get; init; }

    /// <summary>Activation energy of the resistance, J/mol.</summary>
    public required double ActivationEnergyJoulesPerMole { get; init; }

    /// <summary>Growth of the resistance per 0.2 of lost health.</summary>
    public required double AgeingFactor { get; init; }

    /// <summary>Growth of the resistance from 20 % charge down to empty.</summary>
    public required double LowChargeFactor { get; init; }

    /// <summary>The coldest cell that may be discharged.</summary>
    public required Temperature MinCellTemperature { get; init; }

    /// <summary>The hottest cell that may be discharged.</summary>
    public required Temperature MaxCellTemperature { get; init; }
}
