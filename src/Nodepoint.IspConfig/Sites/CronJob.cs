using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Something that is run for a website again and again.</summary>
[PanelObject("sites_cron", Form = "sites/cron", IdColumn = "id", IdParameter = "cron_id", Noun = "NpCronJob", Title = "cron job", Unique = false,
    View = "Id:5> Schedule:18 Type:9 Command:36 Active")]
[Counts(nameof(Client.CronJobLimit))]
public sealed partial record CronJob : PanelObject
{
    /// <summary>What is run: a web address or a command; with website and times the natural key.</summary>
    [Column("command"), Key, Required(Position = 0)] public string Command { get; init; } = "";

    /// <summary>The number of the website it is run for.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true), KeyPart] public long WebsiteId { get; init; }

    /// <summary>How it is run; Url for a web address, else as the website's client may have it, unless given.</summary>
    [Column("type")] public CronType Type { get; init; }

    /// <summary>In which minutes: 0 to 59, lists (0,30), ranges (0-10), steps (*/10) or * for all.</summary>
    [Column("run_min"), KeyPart] public string Minute { get; init; } = "";

    /// <summary>In which hours: 0 to 23, lists, ranges, steps or * for all.</summary>
    [Column("run_hour"), KeyPart] public string Hour { get; init; } = "";

    /// <summary>On which days of the month: 1 to 31, lists, ranges, steps or * for all.</summary>
    [Column("run_mday"), KeyPart] public string DayOfMonth { get; init; } = "";

    /// <summary>In which months: 1 to 12, lists, ranges, steps or * for all; @reboot is whenever the server starts.</summary>
    [Column("run_month"), KeyPart] public string Month { get; init; } = "";

    /// <summary>On which days of the week: 0 (Sunday) to 7 (Sunday), lists, ranges, steps or * for all.</summary>
    [Column("run_wday"), KeyPart] public string DayOfWeek { get; init; } = "";

    /// <summary>Its times in one, as in crontab(5).</summary>
    public string Schedule => Month == CronSchedule.Reboot ? Month : $"{Minute} {Hour} {DayOfMonth} {Month} {DayOfWeek}";

    /// <summary>Whether what it says is kept in a log of the website.</summary>
    [Column("log")] public bool Log { get; init; }

    /// <summary>Whether it is run.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The number of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class CronJobNoun
{
    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<CronJob>> PrepareAsync(CronJob value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var job = CronSchedule.Complete(value);
        CronSchedule.Check(job);
        _ = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, Excerpt.Of(value.Command), lookup, cancel).ConfigureAwait(false);
        var (followed, owner) = await FollowAsync(job, given, lookup, cancel).ConfigureAwait(false);
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
        // A command in place of an address, or the other way round, is run in another way.
        if (IsAddress(before.Command) != IsAddress(job.Command) && job.Type == before.Type)
            job = job with { Type = await TypeAsync(job.Command, await lookup.OwnerOfGroupAsync(before.OwnerGroupId, cancel).ConfigureAwait(false), lookup, cancel).ConfigureAwait(false) };
        CronSchedule.Check(job);
        if (job.Command != before.Command || job.Type != before.Type) CheckCommand(job);
        if (!Differences(before, job).Intersect(KeyParts.With(KeyOrdinal)).IsEmpty && await FindExistingAsync(job, lookup, cancel).ConfigureAwait(false) is { } there && there.Id != before.Id)
            throw new PanelException(FaultKind.Duplicate, Functions + "_update", $"{Title} {Excerpt.Of(job.Command)} is run at these times already.");
        return job;
    }

    // As the panel's own page finds it: by the command, and by what the website's client may have.
    private static async ValueTask<CronType> TypeAsync(string command, Owner? owner, PanelLookup lookup, CancellationToken cancel)
    {
        if (IsAddress(command.Trim())) return CronType.Url;
        if (owner is not { ClientId: > 0 } client) return CronType.Full;
        return (await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(client.ClientId), cancel).ConfigureAwait(false)).CronType == "full" ? CronType.Full : CronType.Chrooted;
    }

    private static void CheckCommand(CronJob job)
    {
        if (job.Command.Length == 0) throw new FormatException("A cron job needs something to run. Give a web address or a command.");
        if (job.Command.AsSpan().IndexOfAny("\r\n\0") >= 0) throw new FormatException("The command of a cron job stands on one line. Put several commands into a script.");
        var url = Uri.TryCreate(job.Command, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && !job.Command.Any(char.IsWhiteSpace);
        if (job.Type == CronType.Url && !url) throw new FormatException($"{Excerpt.Of(job.Command)} is no web address, so it cannot be requested. Give one such as https://example.com/cron, or -Type Full or Chrooted for a command.");
        if (job.Type != CronType.Url && IsAddress(job.Command)) throw new FormatException($"{Excerpt.Of(job.Command)} is a web address and no command. Give -Type Url, or leave -Type out.");
    }

    private static bool IsAddress(string command) => command.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || command.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
