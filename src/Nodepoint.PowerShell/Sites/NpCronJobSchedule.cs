using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Sites;

public sealed partial class NewNpCronJobCommand
{
    /// <summary>The whole schedule: five fields as in crontab(5), or @hourly, @daily, @weekly, @monthly, @yearly, or @reboot.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? Schedule { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override CronJob Complete(CronJob value, ref ColumnSet given) => CronTimes.Put(value, Schedule, ref given);
}

public sealed partial class SetNpCronJobCommand
{
    /// <summary>The whole schedule: five fields as in crontab(5), or @hourly, @daily, @weekly, @monthly, @yearly, or @reboot.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    public string? Schedule { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override CronJob Complete(CronJob value, ref ColumnSet given) => CronTimes.Put(value, Schedule, ref given);
}

internal static class CronTimes
{
    private static readonly ColumnSet Times = ColumnSet.Empty.With(CronJobNoun.MinuteOrdinal).With(CronJobNoun.HourOrdinal).With(CronJobNoun.DayOfMonthOrdinal).With(CronJobNoun.MonthOrdinal).With(CronJobNoun.DayOfWeekOrdinal);

    /// <summary>Applies a whole schedule to a cron job. If a CSV row also has its fields, the whole schedule overrides them.</summary>
    public static CronJob Put(CronJob job, string? schedule, ref ColumnSet given)
    {
        if (string.IsNullOrWhiteSpace(schedule)) return job;
        given = given.Union(Times);
        return CronSchedule.Apply(job, schedule);
    }
}
