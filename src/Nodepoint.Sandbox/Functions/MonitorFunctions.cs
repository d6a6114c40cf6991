using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The job queue.</summary>
internal static class MonitorFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["monitor_jobqueue_count"] = CountJobs,
    };

    private static object? CountJobs(PanelCall call)
    {
        var server = Loose.Int(call["server_id"]);
        return call.Database.One(
            "SELECT count(DISTINCT l.datalog_id) AS jobs FROM sys_datalog l JOIN server s ON l.datalog_id > s.updated AND l.server_id IN (0, s.server_id) "
            + "WHERE ?1 = 0 OR s.server_id = ?1", server)!["jobs"];
    }
}
