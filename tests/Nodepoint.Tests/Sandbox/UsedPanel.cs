using Nodepoint.Sandbox.Hosting;

namespace Nodepoint.Tests.Sandbox;

/// <summary>A sandbox with the data of a panel in use: several servers, resellers, backups, measurements, jobs in every state.</summary>
public sealed class UsedPanel : RunningSandbox
{
    private protected override SandboxOptions Options => AnyPort with { SeedFile = Path.Combine(AppContext.BaseDirectory, "seed-2.json") };
}
