using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The result of Test-NpPanel.</summary>
/// <param name="Name">The name of the connection.</param>
/// <param name="Uri">The panel's address.</param>
/// <param name="Ok">Whether there is nothing to fix.</param>
/// <param name="Version">The version of the panel.</param>
/// <param name="CertificatePin">The SHA-256 fingerprint of the panel's certificate; null for plain http.</param>
/// <param name="Latency">The shortest response time of the requests that were sent.</param>
/// <param name="Granted">The tested permissions that the account has, by their names on the panel.</param>
/// <param name="Missing">The tested permissions that the account lacks, by their names on the panel.</param>
/// <param name="Advice">What to do about each problem.</param>
public sealed record PanelTest(string Name, Uri Uri, bool Ok, string Version, string? CertificatePin, TimeSpan? Latency, string[] Granted, string[] Missing, string[] Advice);

/// <summary>Tests whether the panel responds, how fast, and which permissions the account has.</summary>
/// <remarks>Only reads are sent.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpPanel")]
[OutputType(typeof(PanelTest))]
public sealed class TestNpPanelCommand : PanelCommand
{
    // One read for each permission group, of records that do not exist.
    private static readonly (string Function, string Parameter)[] Reads =
    [
        ("server_get_all", ""), ("client_get_all", ""), ("client_get", "client_id"), ("dns_zone_get", "primary_id"), ("dns_a_get", "primary_id"),
        ("dns_mx_get", "primary_id"), ("dns_txt_get", "primary_id"), ("mail_domain_get", "primary_id"), ("mail_user_get", "primary_id"),
        ("mail_alias_get", "primary_id"), ("mail_forward_get", "primary_id"), ("client_get_groupid", "client_id"),
    ];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (TryRun(Connection, TestAsync, out var result)) WriteObject(result);
    }

    private async Task<PanelTest> TestAsync(CancellationToken cancel)
    {
        var granted = new List<string>();
        var missing = new List<string>();
        var advice = new List<string>();
        TimeSpan? latency = null;
        foreach (var (function, parameter) in Reads)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await Connection.CallAsync(new PanelCall(function, parameter.Length == 0 ? null : writer => writer.WriteNumber(parameter, int.MaxValue)), Skip, cancel).ConfigureAwait(false);
                granted.Add(function);
            }
            catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
            {
                missing.Add(problem.PermissionGroup ?? function);
                advice.Add(problem.Message);
            }
            catch (PanelException problem) when (problem.Kind is FaultKind.NotFound or FaultKind.Refused)
            {
                granted.Add(function);
            }
            catch (PanelException problem)
            {
                advice.Add(problem.Message);
                break;
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            if (latency is null || elapsed < latency) latency = elapsed;
        }

        var version = granted.Contains("server_get_all") ? await VersionAsync(cancel).ConfigureAwait(false) : "";
        return new PanelTest(Connection.Name, Connection.Uri, advice.Count == 0, version, Connection.CertificatePin, latency, [.. granted.Select(GroupOf).Distinct()], [.. missing.Distinct()], [.. advice.Distinct()]);
    }

    private Task<string> VersionAsync(CancellationToken cancel)
        => Connection.CallAsync(new PanelCall("server_get_app_version", writer => writer.WriteNumber("server_id", 0)), (ref Utf8JsonReader reader) =>
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("ispc_app_version", out var version) ? version.GetString() ?? "" : "";
        }, cancel);

    private static string GroupOf(string function) => PanelFunctions.TryGet(function, out var known) ? known.Group ?? function : function;

    private static bool Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }
}
