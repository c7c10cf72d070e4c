namespace DroneLogistics.Service;

/// <summary>
/// Puts every label near its mark where it hides no other mark, no other label and as little of the lines as it can: each takes the cheapest of
/// a few dozen places, the crowded ones first, and then again in turn knowing where the others stand.
/// </summary>
internal static class LabelPlacement
{
    private const double MarkRadius = 9;
    private const int Rounds = 4;

    // Hiding a mark or a label costs by area; the other terms only choose among places that hide none.
    private const double HiddenArea = 20;
    private const double HiddenLinePoint = 6;
    private const double FarPixel = 3;
    private const double NearerToAnother = 250;
    private const double OutsideFrame = 1e9;

    // How far from the centre of its mark a label may begin.
    private static readonly double[] Distances = [11, 20, 32, 46, 62];

    // Right first, then left, below and above: the order in which an eye looks for the name, and which wins where costs are equal.
    private static readonly (double X, double Y)[] Directions =
        [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0.5), (1, -0.5), (-1, 0.5), (-1, -0.5), (0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1)];

    /// <summary>One place for each label, in the order given.</summary>
    /// <param name="marks">Where the marks stand.</param>
    /// <param name="sizes">Width and height of the labels, in the same order.</param>
    /// <param name="linePoints">Points along the lines that are better left visible.</param>
    /// <param name="taken">What no label may cover.</param>
    /// <param name="frame">What no label may leave.</param>
    public static IReadOnlyList<PixelBox> Place(
        IReadOnlyList<(double X, double Y)> marks,
        IReadOnlyList<(double Width, double Height)> sizes,
        IReadOnlyList<(double X, double Y)> linePoints,
        IReadOnlyList<PixelBox> taken,
        PixelBox frame)
    {
        var placed = new PixelBox?[marks.Count];
        var order = Enumerable.Range(0, marks.Count).OrderByDescending(i => Crowding(marks, i)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var i in order)
            {
                placed[i] = Candidates(marks[i], sizes[i]).MinBy(candidate => Cost(i, candidate, marks, placed, linePoints, taken, frame));
            }
        }

        return [.. placed.Select(box => box!.Value)];
    }

    private static double Crowding(IReadOnlyList<(double X, double Y)> marks, int i) =>
        marks.Sum(other => 1 / (100 + Square(other.X - marks[i].X) + Square(other.Y - marks[i].Y)));

    private static IEnumerable<PixelBox> Candidates((double X, double Y) mark, (double Width, double Height) size)
    {
        foreach (var distance in Distances)
        {
            foreach (var (x, y) in Directions)
            {
                // The label's side that faces the mark lies at the distance: its centre is half a label further.
                yield return new PixelBox(
                    mark.X + (x * (distance + (size.Width / 2))) - (size.Width / 2),
                    mark.Y + (y * (distance + (size.Height / 2))) - (size.Height / 2),
                    size.Width,
                    size.Height);
            }
        }
    }

    private static double Cost(
        int self,
        PixelBox label,
        IReadOnlyList<(double X, double Y)> marks,
        PixelBox?[] placed,
        IReadOnlyList<(double X, double Y)> linePoints,
        IReadOnlyList<PixelBox> taken,
        PixelBox frame)
    {
        var own = label.DistanceTo(marks[self]);
        var cost = (frame.Contains(label) ? 0 : OutsideFrame) + (FarPixel * own);
        var roomy = label.Grown(2);
        for (var i = 0; i < marks.Count; i++)
        {
            cost += HiddenArea * label.Overlap(new PixelBox(marks[i].X - MarkRadius, marks[i].Y - MarkRadius, 2 * MarkRadius, 2 * MarkRadius));
            if (i != self)
            {
                cost += placed[i] is { } other ? HiddenArea * roomy.Overlap(other) : 0;
                cost += label.DistanceTo(marks[i]) < own + MarkRadius ? NearerToAnother : 0;
            }
        }

        return cost + (HiddenLinePoint * linePoints.Count(point => label.DistanceTo(point) <= 0)) + (HiddenArea * taken.Sum(box => box.Overlap(roomy)));
    }

    private static double Square(double value) => value * value;
}
