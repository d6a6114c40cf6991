namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>A check of a platform.</summary>
internal interface IPlatformCheck
{
    /// <summary>The name.</summary>
    PlatformCheckName Name { get; }

    /// <summary>Whether the check needs the platform profile.</summary>
    bool NeedsProfile { get; }

    /// <summary>Checks the platform.</summary>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What was found; empty if all is well.</returns>
    Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel);
}
