using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for the job queue.</summary>
internal static class MonitorFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["monitor_jobqueue_count"] = call => Loose.Text(call.State.Jobs.Waiting(Loose.Int(call["server_id"]))),
    };
}
