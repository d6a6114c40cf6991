using System.Text.Json;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel;

/// <summary>The permissions of a remote user, as named in the panel's form (System, Remote Users).</summary>
/// <param name="connection">The connection of the remote user.</param>
public sealed class PanelPermissions(PanelConnection connection)
{
    private static readonly Lazy<string[]> Names = new(() => [.. PanelFunctions.All.Select(function => function.Group).OfType<string>().Distinct(StringComparer.Ordinal)]);

    // Functions that change nothing for a record that does not exist, for the permissions without a function that reads single records.
    private static readonly Dictionary<string, (string Function, Action<Utf8JsonWriter> Write)> Special = new(StringComparer.Ordinal)
    {
        ["Server functions"] = ("server_get_functions", static writer => writer.WriteNumber("server_id", int.MaxValue)),
        ["Quota functions"] = ("mailquota_get_by_user", static writer => writer.WriteNumber("client_id", int.MaxValue)),
        ["Monitor functions"] = ("monitor_jobqueue_count", static writer => writer.WriteNumber("server_id", int.MaxValue)),
        ["Mail Backup functions"] = ("mail_user_backup", static writer => writer.WriteNumber("primary_id", int.MaxValue)),
        ["Sites Backup functions"] = ("sites_web_domain_backup", static writer => writer.WriteNumber("primary_id", int.MaxValue)),
        ["Record permission changes"] = ("update_record_permissions", static writer =>
        {
            writer.WriteStartObject("permissions");
            // A name that the panel refuses before it looks at any record.
            writer.WriteString("none", "");
            writer.WriteEndObject();
        }),
    };

    /// <summary>All permissions that functions of this library need, in the order of the panel's source.</summary>
    public static IReadOnlyList<string> All => Names.Value;

    /// <summary>Finds out whether the remote user has a permission, by a call about a record that does not exist.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <returns>Whether the user has it.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    /// <exception cref="ArgumentException">No function needs the permission.</exception>
    public async Task<bool> HasAsync(string permission, CancellationToken cancel)
    {
        var call = ProbeOf(permission);
        try
        {
            await connection.CallUnguardedAsync(call, static (ref Utf8JsonReader reader) => reader.TrySkip(), cancel).ConfigureAwait(false);
            return true;
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return false; }
        // Any other answer about the record comes from behind the check of the permission.
        catch (PanelException problem) when (problem.Kind is FaultKind.NotFound or FaultKind.Refused or FaultKind.Validation or FaultKind.DatabaseError) { return true; }
    }

    internal static PanelCall ProbeOf(string permission)
    {
        if (Special.TryGetValue(permission, out var special)) return new PanelCall(special.Function, special.Write);
        var reader = PanelFunctions.All.FirstOrDefault(function => function.Group == permission && function.Form is not null && function.Name.EndsWith("_get", StringComparison.Ordinal))
            ?? throw new ArgumentException($"No function needs the permission '{permission}'.", nameof(permission));
        return new PanelCall(reader.Name, writer => writer.WriteNumber(reader.Parameters[1].Name, int.MaxValue));
    }
}
