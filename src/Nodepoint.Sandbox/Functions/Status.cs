using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>"active" and "inactive" as the status functions take them; true is active as well.</summary>
internal static class Status
{
    public static bool IsActive(object? status)
    {
        if (Loose.Same(status, "active")) return true;
        return Loose.Same(status, "inactive") ? false : throw new RemoteFault("The status is not available");
    }

    /// <summary>Switches a record, past its form and the data log; answers how many changed.</summary>
    public static object Set(PanelCall call, string table, string active, string inactive)
    {
        var wanted = IsActive(call["status"]) ? active : inactive;
        // A list of several ids is an error of the database, counted as one record less than none.
        if (call["primary_id"] is PhpArray { Count: > 1 }) return -1L;
        var rows = call.Tables.Where(table, Tables.Definition(table).Key!, call["primary_id"]);
        return (long)rows.Count(row => call.Tables.Update(table, row, [new("active", wanted)]));
    }
}
