using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>
/// Reads the records of a master file (RFC 1035 5.1, RFC 2308 4, RFC 3597) one after the other, as BIND does, with $GENERATE. Errors are reported
/// with their position, and the records before and after them are read.
/// </summary>
/// <param name="input">The file: UTF-8 with or without BOM, or UTF-16 with BOM.</param>
public sealed class ZoneFileReader(Stream input)
{
    /// <summary>How many errors are reported before the rest of the file is left unread.</summary>
    public const int MostErrors = 20;

    /// <summary>How many records $GENERATE can create in a file.</summary>
    public const int MostGenerated = 65536;

    private readonly ZoneFileContents _contents = new();
    private readonly SortedDictionary<string, (int Count, long First)> _leftOut = new(StringComparer.Ordinal);
    private ZoneFileLexer _lexer = null!;
    private string? _zone;
    private string? _origin;
    private string? _owner;
    private ZoneFileSoa? _soa;
    private bool _isZoneActive = true;
    private (int Count, string First, long Line) _outside;
    private long? _ttl;
    private long? _defaultTtl;
    private int _generated;
    private int _errors;

    /// <summary>The name of the file, for messages; empty for a text without a name.</summary>
    public string File { get; init; } = "";

    /// <summary>The zone, which relative names belong to; null if the file says it.</summary>
    public string? Origin { get; init; }

    /// <summary>The zone to assume if neither <see cref="Origin"/> nor the file says it, such as the one in the name of the file; null for none.</summary>
    public string? AssumedOrigin { get; init; }

    /// <summary>Whether the text can be a part of a zone, without an SOA record.</summary>
    public bool IsPart { get; init; }

    /// <summary>
    /// Whether the file is read for the panel, which keeps what name servers do not load: a zone without a name server, and records that rule out each
    /// other, are warnings instead of errors. Records of one set keep different times to live.
    /// </summary>
    public bool IsForPanel { get; init; }

    /// <summary>Is told each error.</summary>
    public Action<ZoneFileProblem>? Error { get; init; }

    /// <summary>Is told each warning.</summary>
    public Action<ZoneFileProblem>? Warning { get; init; }

    /// <summary>The zone of a file by its name: example.com.zone, example.com.db, db.example.com, example.com.dns, example.com.txt, or example.com; null if it is not a name of a zone.</summary>
    /// <param name="path">The path of the file.</param>
    public static string? ZoneOf(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var end in (string[])[".zone", ".db", ".dns", ".hosts", ".txt"])
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) name = name[..^end.Length];
        foreach (var start in (string[])["db.", "named."])
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase)) name = name[start.Length..];
        if (!name.Contains('.', StringComparison.Ordinal)) return null;
        try { return DnsName.ParseOrigin(name); }
        catch (Model.Rules.RuleException) { return null; }
    }

    /// <summary>Reads the file. It is read while the records are enumerated, once.</summary>
    /// <returns>The records, in the order of the file; the SOA record is a <see cref="ZoneFileSoa"/>.</returns>
    /// <exception cref="Model.Rules.RuleException"><see cref="Origin"/> is not a name of a zone.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<ZoneFileRecord> Read()
    {
        if (Origin is not null) _zone = DnsName.ParseOrigin(Origin);
        _origin = _zone ?? AssumedOrigin;
        _lexer = new ZoneFileLexer(ZoneFileEncoding.Open(input));
        while (_errors <= MostErrors && TryReadEntry(out var entry))
        {
            if (entry.Record is { } record) yield return record;
            if (entry.Generated is not { } generate) continue;
            foreach (var generated in Generate(generate)) yield return generated;
        }

        Finish();
    }

    private bool TryReadEntry(out Entry entry)
    {
        entry = default;
        try
        {
            var kind = _lexer.Read(isOwner: true, isQuotable: true);
            switch (kind)
            {
                case ZoneFileToken.End: return false;
                case ZoneFileToken.LineEnd: return true;
                case ZoneFileToken.Mark:
                    entry = ReadMarked();
                    break;
                case ZoneFileToken.Word when _lexer.Token.StartsWith("$"u8):
                    entry = ReadDirective();
                    break;
                default:
                    var line = _lexer.Line;
                    if (kind == ZoneFileToken.InitialBlank)
                    {
                        // A line of blanks, or of a comment behind them.
                        if (_lexer.Read(isQuotable: true) is ZoneFileToken.LineEnd or ZoneFileToken.End) return _lexer.Kind == ZoneFileToken.LineEnd;
                        _lexer.PutBack();
                        line = _lexer.Line;
                        if (_owner is null) throw _lexer.Problem("The record has no name, and no record before it has one.");
                    }
                    else _owner = ReadOwner();

                    entry = new Entry(ReadRecord(_owner, line, isActive: true, isAlias: false), null);
                    break;
            }

            if (entry.Generated is null) ExpectEnd();
        }
        catch (ZoneFileException problem)
        {
            Report(problem);
            _lexer.SkipRecord();
            entry = default;
        }

        return _lexer.Kind != ZoneFileToken.End || entry.Record is not null || entry.Generated is not null;
    }

    private void ExpectEnd()
    {
        if (_lexer.Kind is ZoneFileToken.LineEnd or ZoneFileToken.End && !_lexer.IsInParentheses) return;
        if (_lexer.Read(isQuotable: true) is ZoneFileToken.Word or ZoneFileToken.Quoted) throw _lexer.Problem("Nothing is expected here but the end of the line.");
    }

    // ;nodepoint inactive www 3600 IN A 192.0.2.1
    private Entry ReadMarked()
    {
        var line = _lexer.Line;
        if (_lexer.Read() != ZoneFileToken.Word) return default;
        var isActive = _lexer.Token.SequenceEqual(Encoding.ASCII.GetBytes(ZoneFileComment.Active));
        if (!isActive && !_lexer.Token.SequenceEqual(Encoding.ASCII.GetBytes(ZoneFileComment.Inactive))) throw _lexer.Problem($"Behind '{ZoneFileComment.Mark}', write '{ZoneFileComment.Active}' or '{ZoneFileComment.Inactive}' and a record.");
        if (_lexer.Read(isQuotable: true) is ZoneFileToken.LineEnd or ZoneFileToken.End)
        {
            _isZoneActive = isActive;
            return default;
        }

        return new Entry(ReadRecord(ReadOwner(), line, isActive, isAlias: true), null);
    }

    private string ReadOwner()
    {
        var token = _lexer.Token;
        var owner = ZoneFileName.Read(token, _origin, out var problem);
        if (problem is not null) throw _lexer.Problem($"{Excerpt.Of(Encoding.UTF8.GetString(token))} is not a valid name: {problem}.");
        if (_origin is not null && token[^1] != '.' && _origin.Length > 1 && ZoneFileName.Relative(Encoding.UTF8.GetString(token).ToLowerInvariant() + ".", _origin) is not (null or "@"))
            WarnOfDot(Encoding.UTF8.GetString(token), owner, _lexer.Line);
        return owner;
    }

    private Entry ReadDirective()
    {
        var name = Encoding.Latin1.GetString(_lexer.Token).ToUpperInvariant();
        switch (name)
        {
            case "$ORIGIN":
                NextWord("the name of a zone");
                var origin = ZoneFileName.Read(_lexer.Token, _origin, out var problem);
                if (problem is not null) throw _lexer.Problem($"The name behind $ORIGIN is not valid: {problem}.");
                _origin = origin;
                return default;
            case "$TTL":
                NextWord("a time to live");
                if (!ZoneFilePeriod.TryRead(_lexer.Token, out var ttl)) throw _lexer.Problem($"The time to live behind $TTL must be a number of seconds or a time such as 1h30m, not {Excerpt.Of(Encoding.UTF8.GetString(_lexer.Token))}.");
                _ttl = _defaultTtl = Limited(ttl);
                return default;
            case "$DATE":
                NextWord("a time");
                return default;
            case "$INCLUDE":
                throw _lexer.Problem("$INCLUDE is not followed. Put the records of that file into this one.");
            case "$GENERATE":
                return new Entry(null, ReadGenerate());
            default:
                throw _lexer.Problem($"{Excerpt.Of(name)} is not known. A line can begin with $ORIGIN, $TTL, or $GENERATE.");
        }
    }

    private ZoneFileRecord? ReadRecord(string owner, long line, bool isActive, bool isAlias)
    {
        NextWord("a type");
        // Written by dnscmd.
        if (_lexer.Token.StartsWith("[AGE:"u8) && _lexer.Token[^1] == ']') NextWord("a type");
        var (name, type, ttl) = ReadType(isAlias);
        if (name == ZoneFileTypes.Soa) return ReadSoa(owner, line, ttl);
        UseZone();
        if (type == 0 && name != "ALIAS")
        {
            LeaveOut(owner, name, line);
            return null;
        }

        var read = new MasterFields(_lexer, _origin, WarnOfDot);
        var fields = read.TryReadWire() ?? (IRecordFields)read;
        return Create(owner, name, type, ZoneFileData.Read(type, fields, _zone!), ttl, line, isActive);
    }

    private (string Name, DnsRecordType Type, long? Ttl) ReadType(bool isAlias)
    {
        var hasClass = TryReadClass();
        long? ttl = null;
        if (ZoneFilePeriod.TryRead(_lexer.Token, out var seconds))
        {
            ttl = Limited(seconds);
            NextWord("a type");
        }

        if (!hasClass) TryReadClass();
        if (isAlias && _lexer.Token.SequenceEqual("ALIAS"u8)) return ("ALIAS", DnsRecordType.ALIAS, ttl);
        if (ZoneFileTypes.TryRead(_lexer.Token, out var name, out var type)) return (name, type, ttl);
        throw _lexer.Problem(ZoneFileTypes.IsNotInFiles(name) ? $"Records of type {name} cannot be in a zone file." : $"{Excerpt.Of(name)} is not a record type.");
    }

    private bool TryReadClass()
    {
        if (!ZoneFileTypes.TryReadClass(_lexer.Token, out var isInternet)) return false;
        if (!isInternet) throw _lexer.Problem($"The class is {Encoding.Latin1.GetString(_lexer.Token)}. Only records of class IN can be read.");
        NextWord("a type");
        return true;
    }

    private ZoneFileSoa? ReadSoa(string owner, long line, long? ttl)
    {
        _zone ??= owner;
        var read = new MasterFields(_lexer, _origin, WarnOfDot);
        var soa = ZoneFileData.ReadSoa(read.TryReadWire() ?? (IRecordFields)read, (_zone, "@", line));
        if (owner != _zone)
        {
            if (ZoneFileName.Relative(owner, _zone) is null) return Outside<ZoneFileSoa>(owner, line);
            throw new ZoneFileException($"The SOA record belongs to zone {_zone}, not to {owner}.", line, 0);
        }

        if (ttl is null && _ttl is null && _defaultTtl is null) _ttl = _defaultTtl = Limited(soa.Minimum);
        soa = soa with { Ttl = Resolve(ttl, line), Active = _isZoneActive };
        if (_soa is not null)
        {
            // A zone transfer ends with the SOA record that it began with.
            if (_soa.Value != soa.Value) throw new ZoneFileException($"The zone has another SOA record in line {_soa.Line.ToString(CultureInfo.InvariantCulture)}.", line, 0);
            return null;
        }

        if (_contents.Add(owner, ZoneFileTypes.Soa, soa.Value) is { } problem) throw new ZoneFileException(problem, line, 0);
        return _soa = soa;
    }

    private ZoneFileRecord? Create(string owner, string name, DnsRecordType type, (string Value, int? Priority) data, long? ttl, long line, bool isActive)
    {
        var resolved = Resolve(ttl, line);
        if (ZoneFileName.Relative(owner, _zone!) is not { } relative) return Outside<ZoneFileRecord>(owner, line);
        if (type == DnsRecordType.DS && relative == "@") Forbid(line, "A DS record belongs to the parent zone or to a name below the zone, not to the zone itself (RFC 4035 2.4).");
        if (name == "SPF") Warn(line, "Type SPF is obsolete (RFC 7208 3.1). The record is read as TXT.");
        if (isActive && type != DnsRecordType.ALIAS)
        {
            if (_contents.Add(owner, type.ToString(), data.Value) is { } problem) Forbid(line, problem);
            if (!IsForPanel) resolved = _contents.Ttl(owner, type.ToString(), resolved);
            if (type == DnsRecordType.NS && relative == "@") _contents.AddNameServer(data.Value, line);
            if (type is DnsRecordType.A or DnsRecordType.AAAA or DnsRecordType.MX && !IsHost(relative)) Warn(line, $"'{owner}' is not a valid host name, which {type} records should have (RFC 1123 2.1).");
        }

        return new ZoneFileRecord { Zone = _zone!, Name = relative, Type = type.ToString(), Value = data.Value, Priority = data.Priority, Ttl = resolved, Line = line, Active = isActive };
    }

    private T? Outside<T>(string owner, long line) where T : class
    {
        _outside = (_outside.Count + 1, _outside.Count == 0 ? owner : _outside.First, _outside.Count == 0 ? line : _outside.Line);
        return null;
    }

    private void LeaveOut(string owner, string name, long line)
    {
        _lexer.SkipRecord();
        if (ZoneFileName.Relative(owner, _zone!) is null)
        {
            Outside<ZoneFileRecord>(owner, line);
            return;
        }

        if (_contents.Add(owner, name, "") is { } problem) throw new ZoneFileException(problem, line, 0);
        CountLeftOut(name, line);
    }

    private void CountLeftOut(string name, long line)
    {
        var known = _leftOut.GetValueOrDefault(name);
        _leftOut[name] = (known.Count + 1, known.Count == 0 ? line : known.First);
    }

    private void UseZone()
        => _zone ??= _origin ?? throw _lexer.Problem("The file does not say to which zone its records belong. Specify -Origin, or begin the file with $ORIGIN or the SOA record.");

    // RFC 2308 4: the time to live of $TTL, else the one of the record before (RFC 1035).
    private long Resolve(long? ttl, long line)
    {
        if (ttl is null && _defaultTtl is null && _ttl is null)
            throw new ZoneFileException("The record has no time to live. Begin the file with $TTL, such as $TTL 3600.", line, 0);
        if (ttl is not null) _ttl = ttl;
        return ttl ?? _defaultTtl ?? _ttl!.Value;
    }

    private long Limited(long ttl)
    {
        if (ttl <= int.MaxValue) return ttl;
        Warn(_lexer.Line, $"The time to live {ttl.ToString(CultureInfo.InvariantCulture)} is more than 2147483647, so it counts as 0 (RFC 2181 8).");
        return 0;
    }

    private Generation ReadGenerate()
    {
        var (line, column) = (_lexer.Line, _lexer.Column);
        NextWord("a range such as 1-50");
        var shown = Encoding.UTF8.GetString(_lexer.Token);
        var range = ZoneFileGenerator.ReadRange(shown) ?? throw _lexer.Problem($"{Excerpt.Of(shown)} is not a range such as 1-50 or 0-254/2.");
        NextWord("a name");
        var owner = Encoding.UTF8.GetString(_lexer.Token);
        NextWord("a type");
        var (name, type, ttl) = ReadType(isAlias: false);
        if (name == ZoneFileTypes.Soa) throw _lexer.Problem("$GENERATE cannot create SOA records.");
        if (_lexer.Read(isQuotable: true) is not (ZoneFileToken.Word or ZoneFileToken.Quoted)) throw _lexer.Problem("The line ends before the data of the records.");
        var data = Encoding.UTF8.GetString(_lexer.Token);
        if (_lexer.Kind == ZoneFileToken.Quoted) data = data.Replace("\\\"", "\"", StringComparison.Ordinal);
        ExpectEnd();
        var count = ((long)range.Last - range.First) / range.Step + 1;
        if (_generated + count > MostGenerated) throw new ZoneFileException($"$GENERATE would create {count.ToString(CultureInfo.InvariantCulture)} records. The maximum in a file is {MostGenerated.ToString(CultureInfo.InvariantCulture)}.", line, column);
        _generated += (int)count;
        return new Generation(range, owner, name, type, data, ttl, line, column);
    }

    private IEnumerable<ZoneFileRecord> Generate(Generation generation)
    {
        for (long number = generation.Range.First; number <= generation.Range.Last; number += generation.Range.Step)
        {
            ZoneFileRecord? record;
            try { record = Generate(generation, (int)number); }
            catch (ZoneFileException problem)
            {
                Report(new ZoneFileException($"$GENERATE cannot create the record for {number.ToString(CultureInfo.InvariantCulture)}. {problem.Message}", generation.Line, generation.Column));
                yield break;
            }

            if (record is not null) yield return record;
        }
    }

    private ZoneFileRecord? Generate(Generation generation, int number)
    {
        var (name, data) = (ZoneFileGenerator.Expand(generation.Owner, number), ZoneFileGenerator.Expand(generation.Data, number));
        if (name is null || data is null) throw new ZoneFileException($"Use $ for the number, or ${{offset,width,base}} with a base of d, o, x, X, n, or N, in {Excerpt.Of(name is null ? generation.Owner : generation.Data)}.", generation.Line, generation.Column);
        var owner = ZoneFileName.Read(Encoding.UTF8.GetBytes(name), _origin, out var problem);
        if (problem is not null) throw new ZoneFileException($"{Excerpt.Of(name)} is not a valid name: {problem}.", generation.Line, generation.Column);
        UseZone();
        if (generation.Type == 0)
        {
            CountLeftOut(generation.Name, generation.Line);
            return null;
        }

        var lexer = new ZoneFileLexer(new MemoryStream(Encoding.UTF8.GetBytes(data)));
        var read = new MasterFields(lexer, _origin, null);
        return Create(owner, generation.Name, generation.Type, ZoneFileData.Read(generation.Type, read.TryReadWire() ?? (IRecordFields)read, _zone!), generation.Ttl, generation.Line, isActive: true);
    }

    private void NextWord(string expected)
    {
        if (_lexer.Read() != ZoneFileToken.Word) throw _lexer.Problem($"The line ends before {expected}.");
    }

    private void WarnOfDot(string written, string name, long line)
    {
        var labels = written.Split('.');
        var zone = (_zone ?? _origin ?? "").TrimEnd('.');
        if (zone.Length == 0 || labels.Length < 2) return;
        var repeats = written.EndsWith("." + zone, StringComparison.OrdinalIgnoreCase) || written.Equals(zone, StringComparison.OrdinalIgnoreCase);
        var last = labels[^1];
        var looksAbsolute = repeats || last.Equals(zone[(zone.LastIndexOf('.') + 1)..], StringComparison.OrdinalIgnoreCase)
            || (last.Length == 2 && last.All(char.IsAsciiLetter)) || last.ToLowerInvariant() is "com" or "net" or "org" or "info" or "biz";
        if (looksAbsolute) Warn(line, $"'{written}' has no dot at its end, so it means {name} If it is the full name, write {written}. with the dot.");
    }

    private static bool IsHost(string name)
    {
        var host = name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
        return host is "@" or "*" || host.Split('.').All(static label => label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(static character => char.IsAsciiLetterOrDigit(character) || character == '-'));
    }

    private void Finish()
    {
        if (_errors > MostErrors) return;
        foreach (var (type, (count, first)) in _leftOut)
            Warn(0, $"{count.ToString(CultureInfo.InvariantCulture)} {type} {(count == 1 ? "record was" : "records were")} left out, because the panel cannot hold {type} records. The first is in line {first.ToString(CultureInfo.InvariantCulture)}.");
        if (_outside.Count > 0)
            Warn(0, $"{_outside.Count.ToString(CultureInfo.InvariantCulture)} {(_outside.Count == 1 ? "record was" : "records were")} left out, because {(_outside.Count == 1 ? "it is" : "they are")} not in zone {_zone} The first is {_outside.First} in line {_outside.Line.ToString(CultureInfo.InvariantCulture)}.");
        if (_soa is null)
        {
            if (!IsPart) Report(new ZoneFileException("The file has no SOA record.", 0, 0));
            return;
        }

        if (!_contents.HasNameServer) Unloadable(0, $"Zone {_zone} has no NS record.");
        foreach (var (host, line) in _contents.WithoutAddress(_zone!)) Unloadable(line, $"Name server {host} is in the zone, but has neither an A nor an AAAA record.");
    }

    private void Forbid(long line, string message)
    {
        if (!IsForPanel) throw new ZoneFileException(message, line, 0);
        Warn(line, message);
    }

    private void Unloadable(long line, string message)
    {
        if (IsForPanel) Warn(line, $"{message} Name servers do not load the zone.");
        else Report(new ZoneFileException(message, line, 0));
    }

    private void Warn(long line, string message) => Warning?.Invoke(new ZoneFileProblem(File, line, 0, message));

    private void Report(ZoneFileException problem)
    {
        if (++_errors <= MostErrors) Error?.Invoke(new ZoneFileProblem(File, problem.Line, problem.Column, problem.Message));
        else if (_errors == MostErrors + 1) Error?.Invoke(new ZoneFileProblem(File, problem.Line, 0, $"The file has more than {MostErrors} errors. The rest of it was not read."));
    }

    // A record, the records of $GENERATE, or neither.
    private readonly record struct Entry(ZoneFileRecord? Record, Generation? Generated);

    private sealed record Generation((int First, int Last, int Step) Range, string Owner, string Name, DnsRecordType Type, string Data, long? Ttl, long Line, long Column);
}
