using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The statuses "active" and "inactive" of the status functions; true also means active.</summary>
internal static class Status
{
    public static bool IsActive(object? status)
    {
        if (Loose.Same(status, "active")) return true;
        return Loose.Same(status, "inactive") ? false : throw new RemoteFault("The status is not available");
    }

    /// <summary>Enables or disables a record without its form and the data log; returns the number of changed records.</summary>
    public static object Set(PanelCall call, string table, string active, string inactive)
    {
        var wanted = IsActive(call["status"]) ? active : inactive;
        // A list of several IDs is a database error, for which the panel returns -1.
        if (call["primary_id"] is PhpArray { Count: > 1 }) return -1L;
        var rows = call.Tables.Where(table, Tables.Definition(table).Key!, call["primary_id"]);
        return (long)rows.Count(row => call.Tables.Update(table, row, [new("active", wanted)]));
    }
}
