using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nodepoint.IspConfig.Files;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Changes;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.ChangeLogs;

/// <summary>
/// A file with a line of JSON for each change that the commands of a connection make on its panel. Several connections and processes can write to
/// the same file: whoever writes holds its lock, and only whole lines are appended. A file that has become large is renamed, and a new one begins.
/// </summary>
internal sealed class ChangeLog : IChangeObserver
{
    /// <summary>The size from which a file is renamed, in bytes.</summary>
    public const long LargestFile = 10 * 1024 * 1024;

    private static readonly LoggedChangeJson Json = new(new JsonSerializerOptions(LoggedChangeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly ConcurrentQueue<byte[]> _lines = new();
    private readonly object _writing = new();
    private readonly LoggedChange _all;
    private string? _problem;

    private ChangeLog(string path, string panel, string account)
    {
        Path = path;
        _all = new LoggedChange { User = Environment.UserName, Host = Environment.MachineName, Panel = panel, Account = account };
    }

    /// <summary>Whether any connection of this process has had a change log.</summary>
    public static bool IsUsed { get; private set; }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens the log of a connection. The file is created if it does not exist.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="panel">The name of the connection.</param>
    /// <param name="account">The account on the panel.</param>
    /// <exception cref="RuleException">The file cannot be written.</exception>
    public static ChangeLog Open(string path, string panel, string account)
    {
        var log = new ChangeLog(path, panel, account);
        try { log.Append([]); }
        catch (Exception problem) when (IsOfFile(problem))
        {
            throw new RuleException(Rule.InvalidPath, $"Cannot write the change log '{path}': {problem.Message.TrimEnd('.')}. Use a path in a folder that exists and in which you can write. The panel was not connected.", problem);
        }

        IsUsed = true;
        return log;
    }

    /// <inheritdoc/>
    public void Report(ObservedChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = ChangeOrigin.Current;
        var line = _all with
        {
            Time = DateTimeOffset.Now,
            Cmdlet = origin?.Cmdlet,
            Row = origin?.Row,
            Function = change.Function,
            Action = change.Action,
            Noun = change.Noun,
            Key = change.Key,
            Id = change.Id,
            Outcome = change.Outcome,
            Fault = change.Fault?.ToString(),
        };
        if (change.Members.Count == 0) Enqueue(line);
        foreach (var member in change.Members) Enqueue(line with { Column = member.Member, Before = member.Before, After = member.After, IsSecret = member.IsSecret });
        Flush();
    }

    /// <summary>Writes the lines that wait.</summary>
    public void Flush()
    {
        // Whoever gets the lock writes the lines of those who wait for it.
        lock (_writing)
        {
            if (_lines.IsEmpty) return;
            var lines = _lines.ToArray();
            try { Append(lines); }
            catch (Exception problem) when (IsOfFile(problem))
            {
                // The change is made, so the row must not fail; the next change writes these lines, too.
                _problem = string.Create(CultureInfo.InvariantCulture, $"The change log '{Path}' could not be written: {problem.Message.TrimEnd('.')}. {lines.Length} lines wait in memory until the next change.");
                return;
            }

            for (var i = 0; i < lines.Length; i++) _lines.TryDequeue(out _);
        }
    }

    /// <summary>Why lines could not be written, once.</summary>
    /// <returns>What to say to the user; null if all were written.</returns>
    public string? TakeProblem()
    {
        lock (_writing)
        {
            var problem = _lines.IsEmpty ? null : _problem;
            _problem = null;
            return problem;
        }
    }

    private static bool IsOfFile(Exception problem) => problem is IOException or UnauthorizedAccessException or NotSupportedException or PSInvalidOperationException;

    private void Enqueue(LoggedChange change) => _lines.Enqueue([.. JsonSerializer.SerializeToUtf8Bytes(change, Json.LoggedChange), (byte)'\n']);

    private void Append(byte[][] lines)
    {
        using var held = FileLock.Acquire(Path + ".lock", "the change log", CancellationToken.None);
        if (File.Exists(Path) && new FileInfo(Path).Length >= LargestFile) File.Move(Path, ChangeLogFiles.NextName(Path, DateTimeOffset.UtcNow));
        using var file = PrivateFile.Open(Path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete);
        if (lines.Length == 0) return;
        var before = file.Length;
        using var added = new MemoryStream();
        // A line that was cut off, as by a power failure, must not take the next one with it.
        if (before > 0 && !EndsWithLine(file)) added.WriteByte((byte)'\n');
        foreach (var line in lines) added.Write(line);
        file.Seek(0, SeekOrigin.End);
        try { file.Write(added.GetBuffer().AsSpan(0, (int)added.Length)); }
        catch (IOException)
        {
            // A part of a line would make the next one unreadable.
            file.SetLength(before);
            throw;
        }
    }

    private static bool EndsWithLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
