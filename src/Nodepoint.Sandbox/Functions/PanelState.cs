using System.Diagnostics.CodeAnalysis;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The panel behind the endpoint: its database and what hangs on it. One call at a time.</summary>
internal sealed class PanelState : IDisposable
{
    private readonly string? seedFile;
    private readonly bool isDemo;

    public PanelState(string? dataFile, string? seedFile, bool isDemo = false)
    {
        this.seedFile = seedFile;
        this.isDemo = isDemo;
        Database = new Database(dataFile);
        Load();
        Sessions = new SessionTable(Database);
        if (Database.One("SELECT 1 FROM server") is null) Reset();
    }

    public Database Database { get; }

    public Tables Tables { get; private set; }

    public JobCount Jobs { get; private set; }

    public PanelConfig Config { get; private set; }

    public SessionTable Sessions { get; }

    /// <summary>
    /// Does one call in one transaction, kept whatever the call says in the end: the panel does not take back what it did. Only
    /// when the sandbox itself fails, by a full disk for one, nothing of the call is kept.
    /// </summary>
    public object? Run(PanelFunction function, PanelCall call)
    {
        Tables.LastError = "";
        Database.Run("BEGIN IMMEDIATE");
        try
        {
            object? answer;
            try
            {
                answer = function(call);
            }
            catch (Exception e) when (e is RemoteFault or ErrorPage or PhpCrash)
            {
                Database.Run("COMMIT");
                throw;
            }
            Database.Run("COMMIT");
            return answer;
        }
        finally
        {
            if (Database.IsInTransaction) TakeBack();
        }
    }

    /// <summary>Back to the seed; nobody is logged in any more.</summary>
    public void Reset()
    {
        Database.Run("BEGIN IMMEDIATE");
        try
        {
            Schema.Empty(Database);
            Sessions.Clear();
            Load();
            Seed.Plant(seedFile, isDemo, Tables, new Datalog(Database, Tables));
            Database.Run("COMMIT");
        }
        finally
        {
            if (Database.IsInTransaction) TakeBack();
        }
    }

    // What is kept in memory is read again, as it may know of what was taken back.
    private void TakeBack()
    {
        Database.Run("ROLLBACK");
        Load();
    }

    [MemberNotNull(nameof(Tables), nameof(Jobs), nameof(Config))]
    private void Load()
    {
        Tables = new Tables(Database);
        Jobs = new JobCount(Database);
        Config = new PanelConfig(Tables);
    }

    public void Dispose() => Database.Dispose();
}
