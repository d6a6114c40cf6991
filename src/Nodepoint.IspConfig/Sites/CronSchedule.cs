using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Reads and checks the schedules of cron jobs, as in crontab(5).</summary>
public static class CronSchedule
{
    /// <summary>The schedule of a job that runs whenever the server starts.</summary>
    public const string Reboot = "@reboot";

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *", ["@annually"] = "0 0 1 1 *", ["@monthly"] = "0 0 1 * *", ["@weekly"] = "0 0 * * 0", ["@daily"] = "0 0 * * *", ["@midnight"] = "0 0 * * *", ["@hourly"] = "0 * * * *",
        [Reboot] = $"* * * {Reboot} *",
    };

    /// <summary>Sets the schedule of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="schedule">Five fields, or a keyword such as @daily.</param>
    /// <returns>The job with the schedule.</returns>
    /// <exception cref="RuleException">The text is not a schedule.</exception>
    public static CronJob Apply(CronJob job, string schedule)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(schedule);
        var fields = Keywords.GetValueOrDefault(schedule.Trim(), schedule).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw new RuleException(Rule.InvalidSchedule, $"{Excerpt.Of(schedule)} is not a valid schedule. Use five fields (minute, hour, day of month, month, day of week) such as '30 4 * * *', or one of {string.Join(", ", Keywords.Keys)}.");
        return job with { Minute = fields[0], Hour = fields[1], DayOfMonth = fields[2], Month = fields[3], DayOfWeek = fields[4] };
    }

    /// <summary>Fills in the fields that were not specified: fields smaller than the first specified one get their lowest value, all others get *.</summary>
    internal static CronJob Complete(CronJob job)
    {
        var fields = new[] { job.Minute, job.Hour, job.DayOfMonth, job.Month, job.DayOfWeek };
        if (fields.All(field => field.Length == 0)) throw new RuleException(Rule.ValueMissing, $"Cron job {Excerpt.Of(job.Command)} has no schedule. Specify -Schedule, such as '30 4 * * *' or @daily, or fields such as -Minute and -Hour.");
        var first = Array.FindIndex(fields, field => field.Length > 0);
        string Field(int index, string start) => fields[index].Length > 0 ? fields[index] : index < first ? start : "*";
        return job with { Minute = Field(0, "0"), Hour = Field(1, "0"), DayOfMonth = Field(2, job.Month.Length > 0 ? "1" : "*"), Month = Field(3, "*"), DayOfWeek = Field(4, "*") };
    }

    /// <summary>Refuses a schedule that is not valid.</summary>
    internal static void Check(CronJob job)
    {
        Check("Minute", job.Minute, 0, 59);
        Check("Hour", job.Hour, 0, 23);
        Check("DayOfMonth", job.DayOfMonth, 1, 31);
        if (job.Month != Reboot) Check("Month", job.Month, 1, 12);
        Check("DayOfWeek", job.DayOfWeek, 0, 7);
    }

    private static void Check(string field, string value, int least, int most)
    {
        if (value.Length == 0 || !value.Split(',').All(entry => IsEntry(entry, least, most)))
            throw new RuleException(Rule.InvalidSchedule, $"Cannot read '{value}' as -{field}. Use {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}, a list such as {least},{most}, a range such as {least}-{most}, a step such as */5, or * for all.");
    }

    private static bool IsEntry(string entry, int least, int most)
    {
        var parts = entry.Split('/');
        if (parts.Length > 2 || parts.Length == 2 && !(Number(parts[1], out var step) && step >= 2 && step < most)) return false;
        if (parts[0] == "*") return true;
        var range = parts[0].Split('-');
        if (range.Length > 2 || !Number(range[0], out var from) || from < least || from > most) return false;
        return range.Length == 1 || Number(range[1], out var to) && to > from && to <= most;
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
