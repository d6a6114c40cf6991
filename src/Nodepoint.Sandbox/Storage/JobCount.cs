namespace Nodepoint.Sandbox.Storage;

/// <summary>
/// Counts the changes in the data log that the servers have not processed yet. Entries are only added, so each is counted
/// once.
/// </summary>
internal sealed class JobCount(Database database)
{
    private readonly Dictionary<(long Server, long After), (long Count, long Until)> counted = [];

    /// <summary>The number of changes that wait for one server, or with 0 for all servers.</summary>
    public long Waiting(long server)
    {
        var servers = database.All("SELECT server_id, updated FROM server").Where(s => server == 0 || s.Number("server_id") == server).ToList();
        if (servers.Count == 0) return 0;
        var last = database.One("SELECT max(datalog_id) AS last FROM sys_datalog")!.Number("last");
        // Entries without a server are for all of them, so the server that is furthest behind determines their number.
        return Count(0, servers.Min(s => s.Number("updated")), last) + servers.Sum(s => Count(s.Number("server_id"), s.Number("updated"), last));
    }

    private long Count(long server, long after, long last)
    {
        var (count, until) = counted.GetValueOrDefault((server, after), (0, after));
        if (last <= until) return count;
        count += database.One("SELECT count(*) AS added FROM sys_datalog WHERE server_id = ? AND datalog_id > ?", server, until)!.Number("added");
        counted[(server, after)] = (count, last);
        return count;
    }
}
