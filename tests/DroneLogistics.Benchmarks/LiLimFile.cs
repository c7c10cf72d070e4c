using System.Globalization;

namespace DroneLogistics.Benchmarks;

/// <summary>A task of an instance.</summary>
/// <param name="Number">As the file numbers it; 0 is the depot.</param>
/// <param name="X">Place.</param>
/// <param name="Y">Place.</param>
/// <param name="Demand">Above 0: picked up; below: delivered.</param>
/// <param name="Earliest">Service begins no earlier.</param>
/// <param name="Latest">Service begins no later.</param>
/// <param name="Service">How long it takes.</param>
/// <param name="Pickup">Number of the pickup of a delivery; else 0.</param>
/// <param name="Delivery">Number of the delivery of a pickup; else 0.</param>
internal sealed record LiLimTask(int Number, double X, double Y, double Demand, double Earliest, double Latest, double Service, int Pickup, int Delivery);

/// <summary>
/// Instances of pickup and delivery with time windows as Li and Lim write them: a line with vehicles, capacity and speed, then the depot and the
/// tasks, a line each with number, x, y, demand, earliest, latest, service, number of its pickup and of its delivery. Distances are Euclidean; one is covered in one of time.
/// </summary>
internal sealed record LiLimInstance(int Vehicles, double Capacity, IReadOnlyList<LiLimTask> Tasks)
{
    private const int MostTasks = 4_001;

    /// <summary>Reads an instance.</summary>
    /// <exception cref="FormatException">It is none; the message says on which line and what was expected.</exception>
    public static LiLimInstance Read(string text)
    {
        var lines = text.Split('\n').Select((line, i) => (Number: i + 1, Words: line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Words.Length > 0).ToList();
        if (lines is not [{ Words.Length: >= 2 } head, _, ..])
        {
            throw new FormatException("Line 1: expected the number of vehicles, their capacity and their speed, and the depot and tasks on the lines below.");
        }

        if (lines.Count - 1 > MostTasks)
        {
            throw new FormatException(FormattableString.Invariant($"{lines.Count - 1} tasks; expected at most {MostTasks}."));
        }

        var tasks = lines.Skip(1).Select(line => line.Words.Length < 9
            ? throw new FormatException(FormattableString.Invariant($"Line {line.Number}: {line.Words.Length} numbers; expected number, x, y, demand, earliest, latest, service, pickup and delivery."))
            : new LiLimTask(Whole(line, 0), Number(line, 1), Number(line, 2), Number(line, 3), Number(line, 4), Number(line, 5), Number(line, 6), Whole(line, 7), Whole(line, 8))).ToList();
        var known = tasks.Select(task => task.Number).ToHashSet();
        if (tasks[0].Number != 0 || known.Count != tasks.Count)
        {
            throw new FormatException("Expected task 0, the depot, first and each number once.");
        }

        var byNumber = tasks.ToDictionary(task => task.Number);
        foreach (var task in tasks.Skip(1))
        {
            var (isPickup, isDelivery) = (task.Pickup == 0 && task.Delivery != 0, task.Pickup != 0 && task.Delivery == 0);
            var other = byNumber.GetValueOrDefault(isPickup ? task.Delivery : task.Pickup);
            if (isPickup == isDelivery || other is null || (isPickup ? other.Pickup : other.Delivery) != task.Number)
            {
                throw new FormatException(FormattableString.Invariant($"Task {task.Number} names pickup {task.Pickup} and delivery {task.Delivery}; expected 0 and the task that names it in turn."));
            }
        }

        return new LiLimInstance(Whole(head, 0), Number(head, 1), tasks);
    }

    private static double Number((int Number, string[] Words) line, int column) =>
        double.TryParse(line.Words[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException(FormattableString.Invariant($"Line {line.Number}, column {column + 1}: \"{line.Words[column]}\" is no number."));

    private static int Whole((int Number, string[] Words) line, int column) =>
        int.TryParse(line.Words[column], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new FormatException(FormattableString.Invariant($"Line {line.Number}, column {column + 1}: \"{line.Words[column]}\" is no whole number from 0 on."));
}
