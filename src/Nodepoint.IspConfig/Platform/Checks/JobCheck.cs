using System.Globalization;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Checks how long changes of the panel have been waiting for its servers.</summary>
internal sealed class JobCheck : IPlatformCheck
{
    // Servers apply changes once a minute; some changes, such as a certificate, take them a few minutes.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan TooLate = TimeSpan.FromHours(1);
    private static readonly TimeSpan Searched = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public PlatformCheckName Name => PlatformCheckName.Jobs;

    /// <inheritdoc/>
    public bool NeedsProfile => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel)
    {
        var servers = await context.CallAsync(() => new ServerDirectory(context.Connection).ListAsync(cancel), cancel).ConfigureAwait(false);
        var found = await Task.WhenAll(servers.Select(server => CheckAsync(server, context, cancel))).ConfigureAwait(false);
        return [.. found.OfType<PlatformFinding>()];
    }

    private async Task<PlatformFinding?> CheckAsync(Server server, PlatformContext context, CancellationToken cancel)
    {
        var waiting = (await context.CallAsync(() => new JobQueue(context.Connection).CountAsync(server, cancel), cancel).ConfigureAwait(false)).Waiting;
        if (waiting == 0) return null;
        var what = string.Create(CultureInfo.InvariantCulture, $"{waiting} {(waiting == 1 ? "change is" : "changes are")} not applied yet by server {server.Name}");
        const string advice = "Check that the server runs and reaches the panel's database, and that its cron job server.sh runs: /var/log/ispconfig/cron.log and the system log of the panel.";
        DateTimeOffset? oldest;
        try { oldest = await context.CallAsync(() => OldestAsync(server, waiting, context, cancel), cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return new PlatformFinding(Name, Verdict.Warn, $"{what}; how long they have been waiting was not checked: {problem.Message}", "Get-NpRequiredPermission Test-NpPlatform lists the permissions that the remote user needs."); }
        if (oldest is null) return new PlatformFinding(Name, Verdict.Fail, $"{what}, the oldest for more than a day.", advice);
        var age = context.PanelTime - oldest.Value;
        return age < Late ? null : new PlatformFinding(Name, age < TooLate ? Verdict.Warn : Verdict.Fail, $"{what}, the oldest for {Words(age)}.", advice);
    }

    // The changes that wait are the newest ones. Null if the oldest of them is older than what was searched.
    private static async Task<DateTimeOffset?> OldestAsync(Server server, long waiting, PlatformContext context, CancellationToken cancel)
    {
        var left = waiting;
        await foreach (var entry in new DataLog(context.Connection).SinceAsync(context.PanelTime - Searched, cancel).ConfigureAwait(false))
            if ((entry.ServerId == 0 || entry.ServerId == server.Id) && --left == 0) return entry.Time;
        return null;
    }

    private static string Words(TimeSpan age) => age < TooLate
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} {((int)age.TotalHours == 1 ? "hour" : "hours")}");
}
