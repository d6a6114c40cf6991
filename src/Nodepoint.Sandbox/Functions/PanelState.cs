using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Sessions;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The state of the panel: its database and what is read from it. Not thread-safe.</summary>
internal sealed class PanelState : IDisposable
{
    private readonly string? seedFile;
    private readonly bool isDemo;
    private byte[]? kept;

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
    /// Carries out one call in one transaction. It is committed even if the call is refused, because the panel does not roll back.
    /// It is rolled back only if the sandbox itself fails, as on a full disk.
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
            if (Database.IsInTransaction) RollBack();
        }
    }

    /// <summary>Returns to the seed and ends all sessions.</summary>
    public void Reset()
    {
        if (kept is null)
        {
            using var stream = Seed.Open(seedFile);
            Fill(stream, isDemo);
            return;
        }
        using var packed = new MemoryStream(kept);
        using var seed = new BrotliStream(packed, CompressionMode.Decompress);
        Fill(seed, isDemo: false);
    }

    /// <summary>Starts again from another seed, to which later resets return.</summary>
    /// <param name="seed">The seed, in the form of a seed file.</param>
    public void StartFrom(ReadOnlySpan<byte> seed)
    {
        var before = kept;
        using (var packed = new MemoryStream())
        {
            using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(seed);
            kept = packed.ToArray();
        }
        try
        {
            Reset();
        }
        catch
        {
            kept = before;
            throw;
        }
    }

    /// <summary>Makes the data as they are the seed to which later resets return. The data log is emptied: nothing has changed since.</summary>
    public void Keep()
    {
        using var rows = new AnswerBuffer();
        JsonAnswer.WriteValue(rows, Seed.WithoutLog(Tables));
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) rows.CopyTo(brotli);
        kept = packed.ToArray();
        Database.Run("DELETE FROM sys_datalog");
        Load();
    }

    private void Fill(Stream seed, bool isDemo)
    {
        Database.Run("BEGIN IMMEDIATE");
        try
        {
            Schema.Empty(Database);
            Sessions.Clear();
            Load();
            Seed.Fill(seed, isDemo, Tables, new Datalog(Database, Tables));
            Database.Run("COMMIT");
        }
        finally
        {
            if (Database.IsInTransaction) RollBack();
        }
    }

    // The caches are reloaded, because they can contain what was rolled back.
    private void RollBack()
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
