using System.Security.Cryptography;

namespace DroneLogistics.Service;

/// <summary>What the shell takes from outside besides its database: time, chance and threads. A simulated world brings its own, and is the same in every run.</summary>
public sealed record Surroundings
{
    /// <summary>Those of the machine.</summary>
    public static readonly Surroundings OfTheMachine = new();

    /// <summary>Pauses are taken on it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>An id that nobody else has.</summary>
    public Func<Guid> NewId { get; init; } = Guid.CreateVersion7;

    /// <summary>A number from 0 up to 1, drawn anew.</summary>
    public Func<double> Chance { get; init; } = static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>Starts work that nobody waits for.</summary>
    public Action<Func<Task>> InBackground { get; init; } = static work => _ = Task.Run(work);
}
