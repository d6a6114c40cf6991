namespace Nodepoint.IspConfig.Writing;

/// <summary>How the writes of a command are carried out.</summary>
public sealed record WriteOptions
{
    /// <summary>The default options: existing records and dependents are refused, exceeded limits are reported.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>Whether the addition of a record that exists already returns the existing record, instead of being refused.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>Whether the command has -SkipExisting, so that a refusal of a record that exists already can advise it.</summary>
    internal bool OffersSkipExisting { get; init; }

    /// <summary>Whether a record that exceeds a limit of its client is refused, instead of added with a warning.</summary>
    public bool EnforceLimits { get; init; }

    /// <summary>Whether a removal also removes dependents, instead of being refused.</summary>
    public bool Recurse { get; init; }

    /// <summary>Whether a conflict that name servers or receivers punish is accepted. An exact duplicate is never accepted.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the result of a change is the record as it is read back, instead of the record before the change.</summary>
    public bool ReadBack { get; init; }
}
