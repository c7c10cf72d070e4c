using DroneLogistics.Fleet;
using DroneLogistics.Performance;

namespace DroneLogistics.Simulation.Batch;

/// <summary>The straight pieces of a battery's voltage table, from full to empty.</summary>
internal sealed class PieceTable
{
    private readonly BatteryCircuit.Piece[] pieces;
    private readonly VoltagePieces cell;

    public PieceTable(BatteryCircuit battery)
    {
        cell = battery.Design.Chemistry.Pieces;
        pieces = new BatteryCircuit.Piece[cell.Slopes.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = battery.PieceBelow(cell.Knots[i]);
        }
    }

    public int Count => pieces.Length;

    public ref readonly BatteryCircuit.Piece this[int index] => ref pieces[index];

    public int Below(double charge) => cell.Below(charge);
}
