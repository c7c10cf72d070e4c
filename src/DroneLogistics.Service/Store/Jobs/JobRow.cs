namespace DroneLogistics.Service.Store;

/// <summary>How far a job is; the numbers stand in the table.</summary>
public enum JobState
{
    None = 0,

    /// <summary>Nobody works on it.</summary>
    Queued = 1,

    /// <summary>Somebody does, or did until its lease ran out.</summary>
    Running = 2,

    /// <summary>Its result is stored.</summary>
    Done = 3,

    /// <summary>It failed as often as it may.</summary>
    Failed = 4,

    /// <summary>It was given up.</summary>
    Cancelled = 5,
}

/// <summary>A job as it is told, without its input and result.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Key">Of what: there is one job of a kind and key.</param>
/// <param name="State">How far it is.</param>
/// <param name="Progress">The share that is done, 0 to 1.</param>
/// <param name="Stage">What it is at, in a word of its kind.</param>
/// <param name="Owner">Who works on it, or did last.</param>
/// <param name="LeaseUntilUs">Until when nobody else may, by the clock of the database.</param>
/// <param name="Token">How often it was taken. Who has an older one writes nothing.</param>
/// <param name="Tries">How often it was begun since it was put there.</param>
/// <param name="CancelAsked">Whether it is to be given up.</param>
/// <param name="Error">Why it failed the last time.</param>
/// <param name="CreateUs">When it was put there.</param>
/// <param name="UpdateUs">When it changed last.</param>
public sealed record JobRow(string Id, string Kind, string Key, JobState State, double Progress, string Stage, string Owner, long LeaseUntilUs, long Token, int Tries, bool CancelAsked, string Error, long CreateUs, long UpdateUs);

/// <summary>A job that was taken, until its lease runs out.</summary>
/// <param name="Id">The job.</param>
/// <param name="Input">What it is about, in the form of its kind.</param>
/// <param name="Token">Shown with everything that is written for it.</param>
/// <param name="Tries">How often it was begun, with this time.</param>
public sealed record JobLease(string Id, byte[] Input, long Token, int Tries);

/// <summary>Whether whoever took a job still has it.</summary>
public enum JobHold
{
    None = 0,

    /// <summary>The lease is renewed.</summary>
    Held,

    /// <summary>It is, and the job is to be given up.</summary>
    CancelAsked,

    /// <summary>Somebody else took it, or it is gone.</summary>
    Lost,
}
