using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The result of Test-NpPanel.</summary>
/// <param name="Name">The name of the connection.</param>
/// <param name="Uri">The panel's address.</param>
/// <param name="Ok">Whether the connection works and, with -Command, whether these cmdlets can run.</param>
/// <param name="Version">The version of the panel; empty if the account may not read it.</param>
/// <param name="CertificatePin">The SHA-256 fingerprint of the panel's certificate; null for plain http.</param>
/// <param name="Latency">The shortest response time of the requests that were sent.</param>
/// <param name="ClockDifference">How far the panel's clock is ahead of this computer's, to a second; null if the panel did not say.</param>
/// <param name="LockedOutFor">How long the panel is going to refuse this computer's address; null if it does not.</param>
/// <param name="Granted">The tested permissions that the account has, by their names on the panel.</param>
/// <param name="Missing">The tested permissions that the account lacks, by their names on the panel.</param>
/// <param name="Advice">What to do about each problem.</param>
public sealed record PanelTest(
    string Name, Uri Uri, bool Ok, string Version, string? CertificatePin, TimeSpan? Latency, TimeSpan? ClockDifference, TimeSpan? LockedOutFor, string[] Granted, string[] Missing, string[] Advice);

/// <summary>Tests whether the panel responds, how fast, and which permissions the account has, or whether it has those that cmdlets need.</summary>
/// <remarks>Nothing is changed: each permission is tested with a call about a record that does not exist.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpPanel")]
[OutputType(typeof(PanelTest))]
public sealed class TestNpPanelCommand : PanelCommand
{
    private static readonly TimeSpan MostClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>The names of the cmdlets that the account is going to run; wildcards are allowed. Only the permissions that they need are tested. The default is to test all permissions.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string[]? Command { get; set; }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        var commands = new List<string>();
        foreach (var name in Command ?? [])
        {
            var found = GetNpRequiredPermissionCommand.Match(name);
            if (found.Count == 0) ThrowTerminatingError(PanelErrors.Record(GetNpRequiredPermissionCommand.Unknown(name), name));
            commands.AddRange(found);
        }

        var permissions = Command is null ? PanelPermissions.All : [.. CommandFunctions.PermissionsOf(commands).Select(one => one.Permission)];
        if (TryRun(Connection, cancel => TestAsync(permissions, cancel), out var result)) WriteObject(result);
    }

    private async Task<PanelTest> TestAsync(IReadOnlyList<string> permissions, CancellationToken cancel)
    {
        var (granted, missing, advice) = (new List<string>(), new List<string>(), new List<string>());
        TimeSpan? latency = null;
        var works = false;
        var tested = new PanelPermissions(Connection);
        try
        {
            // Without a permission to test, one call shows that the panel accepts the session; a client has none.
            foreach (var permission in Connection.IsClientLogin || permissions.Count == 0 ? [PanelPermissions.All[0]] : permissions)
            {
                var start = Stopwatch.GetTimestamp();
                var has = await tested.HasAsync(permission, cancel).ConfigureAwait(false);
                if (Stopwatch.GetElapsedTime(start) is var elapsed && (latency is null || elapsed < latency)) latency = elapsed;
                works = true;
                if (permissions.Contains(permission) && !Connection.IsClientLogin) (has ? granted : missing).Add(permission);
            }
        }
        catch (PanelException problem)
        {
            works = false;
            advice.Add(problem.Message);
        }

        if (Command is not null) advice.AddRange(missing.Select(permission => $"Enable \"{permission}\" for remote user '{Connection.UserName}' in the panel (System, Remote Users)."));
        if (Connection.ClockDifference is { } difference && difference.Duration() > MostClockDifference)
            advice.Add(string.Create(CultureInfo.InvariantCulture, $"The clock of the panel is {difference.Duration():hh\\:mm\\:ss} {(difference > TimeSpan.Zero ? "ahead of" : "behind")} this computer's. Set both by NTP."));
        var version = works ? await VersionAsync(cancel).ConfigureAwait(false) : "";
        var isOk = works && (Command is null || missing.Count == 0);
        return new PanelTest(Connection.Name, Connection.Uri, isOk, version, Connection.CertificatePin, latency, Connection.ClockDifference, Connection.LockedOutFor, [.. granted], [.. missing], [.. advice.Distinct()]);
    }

    private async Task<string> VersionAsync(CancellationToken cancel)
    {
        try
        {
            return await Connection.CallAsync(new PanelCall("server_get_app_version", writer => writer.WriteNumber("server_id", 0)), (ref Utf8JsonReader reader) =>
            {
                using var document = JsonDocument.ParseValue(ref reader);
                return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("ispc_app_version", out var version) ? version.GetString() ?? "" : "";
            }, cancel).ConfigureAwait(false);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return ""; }
    }
}
