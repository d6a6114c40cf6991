using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The panel behind the endpoint: its database and what hangs on it. One call at a time.</summary>
internal sealed class PanelState : IDisposable
{
    private readonly string? seedFile;

    public PanelState(string? dataFile, string? seedFile)
    {
        this.seedFile = seedFile;
        Database = new Database(dataFile);
        Tables = new Tables(Database);
        Config = new PanelConfig(Tables);
        Sessions = new SessionTable(Database);
        if (Database.One("SELECT 1 FROM server") is null) Reset();
    }

    public Database Database { get; }

    public Tables Tables { get; private set; }

    public PanelConfig Config { get; private set; }

    public SessionTable Sessions { get; }

    /// <summary>Back to the seed; nobody is logged in any more.</summary>
    public void Reset()
    {
        Database.Run("BEGIN IMMEDIATE");
        try
        {
            Schema.Empty(Database);
            Sessions.Clear();
            Tables = new Tables(Database);
            Config = new PanelConfig(Tables);
            Seed.Plant(seedFile, Tables, new Datalog(Database, Tables));
            Database.Run("COMMIT");
        }
        catch
        {
            Database.Run("ROLLBACK");
            throw;
        }
    }

    public void Dispose() => Database.Dispose();
}
