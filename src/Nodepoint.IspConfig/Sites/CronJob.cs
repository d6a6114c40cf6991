using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A cron job of a website.</summary>
[PanelObject("sites_cron", Form = "sites/cron", IdColumn = "id", IdParameter = "cron_id", Noun = "NpCronJob", Title = "cron job", Unique = false,
    View = "Id:5> Schedule:18 Type:9 Command:36 Active")]
[Counts(nameof(Clients.Client.CronJobLimit))]
public sealed partial record CronJob : PanelObject
{
    /// <summary>Command or URL to run; the natural key together with the website and the schedule.</summary>
    [Column("command"), Key, Required(Position = 0)] public string Command { get; init; } = "";

    /// <summary>ID of the website that the job belongs to.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true), KeyPart] public long WebsiteId { get; init; }

    /// <summary>How the job is run. The default is Url for a URL; for a command it is Full or Chrooted, as allowed for the client.</summary>
    [Column("type")] public CronType Type { get; init; }

    /// <summary>Minutes: 0 to 59, lists (0,30), ranges (0-10), steps (*/10), or * for all.</summary>
    [Column("run_min", NotEmpty = true), KeyPart] public string Minute { get; init; } = "";

    /// <summary>Hours: 0 to 23, lists, ranges, steps, or * for all.</summary>
    [Column("run_hour", NotEmpty = true), KeyPart] public string Hour { get; init; } = "";

    /// <summary>Days of the month: 1 to 31, lists, ranges, steps, or * for all.</summary>
    [Column("run_mday", NotEmpty = true), KeyPart] public string DayOfMonth { get; init; } = "";

    /// <summary>Months: 1 to 12, lists, ranges, steps, or * for all; @reboot runs the job whenever the server starts.</summary>
    [Column("run_month", NotEmpty = true), KeyPart] public string Month { get; init; } = "";

    /// <summary>Days of the week: 0 (Sunday) to 7 (Sunday), lists, ranges, steps, or * for all.</summary>
    [Column("run_wday", NotEmpty = true), KeyPart] public string DayOfWeek { get; init; } = "";

    /// <summary>All schedule fields together, as in crontab(5).</summary>
    public string Schedule => Month == CronSchedule.Reboot ? Month : $"{Minute} {Hour} {DayOfMonth} {Month} {DayOfWeek}";

    /// <summary>Whether the output is written to a log of the website.</summary>
    [Column("log")] public bool Log { get; init; }

    /// <summary>Whether the job is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class CronJobNoun
{
    /// <inheritdoc/>
    public override StringComparison KeyComparison => StringComparison.Ordinal;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<CronJob>> PrepareAsync(CronJob value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var job = CronSchedule.Complete(value);
        CronSchedule.Check(job);
        _ = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, Excerpt.Of(value.Command), lookup, cancel).ConfigureAwait(false);
        var (followed, owner) = await InheritFromParentAsync(job, given, lookup, cancel).ConfigureAwait(false);
        followed = followed with { Command = followed.Command.Trim(), Type = given.Contains(TypeOrdinal) ? value.Type : await TypeAsync(value.Command, owner, lookup, cancel).ConfigureAwait(false) };
        CheckCommand(followed);
        return new Prepared<CronJob>(followed, owner) { Follows = true };
    }

    /// <inheritdoc/>
    public override async ValueTask<CronJob> PrepareChangeAsync(CronJob before, CronJob after, PanelLookup lookup, CancellationToken cancel)
    {
        if (Differences(before, after).IsEmpty) return after;
        await ParentWebsite.SameOwnerAsync(before.WebsiteId, after.WebsiteId, $"{Title} {before}", lookup, cancel).ConfigureAwait(false);
        var job = after.Command == before.Command ? after : after with { Command = after.Command.Trim() };
        // A change from a command to a URL, or from a URL to a command, changes the type.
        if (IsUrl(before.Command) != IsUrl(job.Command) && job.Type == before.Type)
            job = job with { Type = await TypeAsync(job.Command, await lookup.OwnerOfGroupAsync(before.OwnerGroupId, cancel).ConfigureAwait(false), lookup, cancel).ConfigureAwait(false) };
        CronSchedule.Check(job);
        if (job.Command != before.Command || job.Type != before.Type) CheckCommand(job);
        if (!Differences(before, job).Intersect(KeyParts.With(KeyOrdinal)).IsEmpty && await FindExistingAsync(job, lookup, cancel).ConfigureAwait(false) is { } existing && existing.Id != before.Id)
            throw new PanelException(FaultKind.Duplicate, Functions + "_update", $"The {Title} {Excerpt.Of(job.Command)} with this schedule already exists on its website.");
        return job;
    }

    // As on the panel's cron page: by the command and the type allowed for the client.
    private static async ValueTask<CronType> TypeAsync(string command, Owner? owner, PanelLookup lookup, CancellationToken cancel)
    {
        if (IsUrl(command.Trim())) return CronType.Url;
        if (owner is not { ClientId: > 0 } client) return CronType.Full;
        return (await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(client.ClientId), cancel).ConfigureAwait(false)).CronType == "full" ? CronType.Full : CronType.Chrooted;
    }

    private static void CheckCommand(CronJob job)
    {
        if (job.Command.Length == 0) throw new RuleException(Rule.ValueMissing, "-Command is empty. Specify the command or URL to run.");
        if (job.Command.AsSpan().IndexOfAny("\r\n\0") >= 0) throw new RuleException(Rule.InvalidText, "-Command contains a line break or a null character. Use one line, or put the commands into a script.");
        var url = Uri.TryCreate(job.Command, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && !job.Command.Any(char.IsWhiteSpace);
        if (job.Type == CronType.Url && !url) throw new RuleException(Rule.InvalidUrl, $"{Excerpt.Of(job.Command)} is not a valid URL, which -Type Url requires. Use a URL such as https://example.com/cron, or -Type Full or Chrooted for a command.");
        if (job.Type != CronType.Url && IsUrl(job.Command)) throw new RuleException(Rule.ConflictingParameters, $"{Excerpt.Of(job.Command)} is a URL, not a command. Use -Type Url, or do not specify -Type.");
    }

    private static bool IsUrl(string command) => command.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || command.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
