using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.State;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>Fills a new sandbox with a state, so that it is a copy of the panel that was exported.</summary>
internal static class SandboxState
{
    // The sandbox works on one call at a time; more only waits.
    private const int InFlight = 8;

    /// <summary>The line of the panel that a state was exported from: 3.2 or 3.3.</summary>
    /// <param name="state">The state.</param>
    public static string LineOf(StateFolder state)
    {
        // Such as "ISPConfig 3.3.0p3".
        var version = state.Manifest.PanelVersion;
        var parts = version[(version.LastIndexOf(' ') + 1)..].Split('.', 3);
        return parts.Length > 1 && int.TryParse(parts[0], out var major) && int.TryParse(new string([.. parts[1].TakeWhile(char.IsAsciiDigit)]), out var minor) && (major, minor).CompareTo((3, 3)) >= 0 ? "3.3" : "3.2";
    }

    /// <summary>Fills a sandbox, and makes that what it is reset to.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="state">The state.</param>
    /// <param name="progress">Counts the objects.</param>
    /// <param name="cancel">Cancels the work.</param>
    /// <returns>What could not be carried over.</returns>
    /// <exception cref="PSInvalidOperationException">The sandbox does not respond.</exception>
    public static async Task<StateLoader> FillAsync(SandboxPanel sandbox, StateFolder state, StateProgress progress, CancellationToken cancel)
    {
        try { return await LoadAsync(sandbox, state, progress, cancel).ConfigureAwait(false); }
        catch (HttpRequestException problem) { throw new PSInvalidOperationException($"Cannot start a sandbox from a state: it does not respond. {problem.Message}", problem); }
    }

    private static async Task<StateLoader> LoadAsync(SandboxPanel sandbox, StateFolder state, StateProgress progress, CancellationToken cancel)
    {
        byte[] seed;
        using (var rows = await sandbox.GetAsync("/sandbox/rows", cancel).ConfigureAwait(false)) seed = SandboxSeed.Create(rows, state);
        using (var body = new ByteArrayContent(seed))
        using (var reply = await sandbox.PostAsync("/sandbox/seed", body, cancel).ConfigureAwait(false)) reply.EnsureSuccessStatusCode();
        var connection = await PanelConnection.OpenAsync(new PanelOptions { Uri = sandbox.HttpUri!, Name = sandbox.Name, Credential = sandbox.Credential.GetNetworkCredential(), ThrottleLimit = InFlight }, cancel).ConfigureAwait(false);
        var loader = new StateLoader(state, connection);
        await using (connection.ConfigureAwait(false)) await loader.RunAsync(progress, cancel).ConfigureAwait(false);
        using var kept = await sandbox.PostAsync("/sandbox/keep", null, cancel).ConfigureAwait(false);
        kept.EnsureSuccessStatusCode();
        return loader;
    }
}
