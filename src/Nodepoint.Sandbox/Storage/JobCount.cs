namespace Nodepoint.Sandbox.Storage;

/// <summary>
/// How many changes in the data log the servers have not taken yet. Entries are only ever added to it, so what was counted once
/// is not counted again.
/// </summary>
internal sealed class JobCount(Database database)
{
    private readonly Dictionary<(long Server, long After), (long Count, long Until)> counted = [];

    /// <summary>The changes waiting for one server, or with nought for any.</summary>
    public long Waiting(long server)
    {
        var servers = database.All("SELECT server_id, updated FROM server").Where(s => server == 0 || s.Number("server_id") == server).ToList();
        if (servers.Count == 0) return 0;
        var last = database.One("SELECT max(datalog_id) AS last FROM sys_datalog")!.Number("last");
        // Entries of no server are for all of them; the one furthest behind has the most of those to do.
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
