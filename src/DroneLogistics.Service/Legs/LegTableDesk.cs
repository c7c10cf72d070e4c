using DroneLogistics.Dispatch.Legs;
using Google.Rpc;

namespace DroneLogistics.Service;

/// <summary>How far the leg table of the service is.</summary>
/// <param name="State">In the words of the contract.</param>
/// <param name="Progress">Of the stage, 0 to 1.</param>
/// <param name="ForecastId">Of the forecast it is of; empty: there is none.</param>
/// <param name="Table">Null until it answers.</param>
/// <param name="Took">How long it took.</param>
public sealed record LegTableProgress(V1.LegTable.Types.State State, double Progress, string ForecastId, LegTable? Table, TimeSpan Took)
{
    public static readonly LegTableProgress Nothing = new(V1.LegTable.Types.State.None, 0, string.Empty, null, default);
}

/// <summary>Holds the leg table of the forecast in force, which is made in the background. Safe for concurrent use.</summary>
public sealed class LegTableDesk
{
    private LegTableProgress now = LegTableProgress.Nothing;

    public LegTableProgress Now
    {
        get => Volatile.Read(ref now);
        set => Volatile.Write(ref now, value);
    }

    /// <summary>The table, of the forecast in force and no other.</summary>
    /// <param name="forecastInForce">Its id; null: there is none.</param>
    /// <exception cref="Grpc.Core.RpcException">There is none.</exception>
    public LegTable Answering(string? forecastInForce)
    {
        var progress = Now;
        if (forecastInForce is null)
        {
            throw ErrorStatus.Build(Code.FailedPrecondition, "FORECAST_UNAVAILABLE", "No forecast is in force: import one, and the leg table is made of it.");
        }

        return progress.Table is { } table && progress.ForecastId == forecastInForce
            ? table
            : throw ErrorStatus.Build(Code.FailedPrecondition, "STATE", FormattableString.Invariant($"The leg table of {ForecastQueries.Forecasts}/{forecastInForce} is not there yet ({progress.State}, {100 * progress.Progress:0} %): ask GetLegTable how far it is, or CheckFlight, which is exact."));
    }
}
