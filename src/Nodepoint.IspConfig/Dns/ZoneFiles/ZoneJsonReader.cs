using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Reads a zone that <see cref="ZoneJsonWriter"/> has written, or that was written by the same schema.</summary>
/// <param name="file">The name of the file, for messages.</param>
/// <param name="error">Is told each error.</param>
internal sealed class ZoneJsonReader(string file, Action<ZoneFileProblem> error)
{
    // The time to live of a record that does not say it.
    internal const long NoTtl = -1;

    private byte[] _text = [];
    private long _line = 1;
    private long _counted;
    private int _errors;

    /// <summary>The zone that the file must be about; null for any.</summary>
    public string? Origin { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="input">The file in UTF-8.</param>
    /// <returns>The zone; null if the file has errors.</returns>
    public ZoneDocument? Read(Stream input)
    {
        using var all = new MemoryStream();
        input.CopyTo(all);
        _text = all.ToArray();
        string? zone = null;
        var isActive = true;
        ZoneFileSoa? soa = null;
        List<ZoneFileRecord>? records = null;
        try
        {
            var reader = new Utf8JsonReader(_text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var member = Member(ref reader);
                var line = LineOf(ref reader);
                reader.Read();
                switch (member)
                {
                    case "$schema": reader.Skip(); break;
                    case "zone": zone = Text(ref reader, member); break;
                    case "active": isActive = Flag(ref reader, member); break;
                    case "soa": soa = ReadSoa(ref reader, line); break;
                    case "records": ReadRecords(ref reader, records ??= []); break;
                    default: throw Problem(line, $"{Excerpt.Of(member)} is not a member of a zone. Use zone, active, soa, and records.");
                }
            }

            // What follows the object.
            while (reader.Read()) { }
            return Finish(zone, isActive, soa, records);
        }
        catch (ZoneFileException problem) { Report(problem); }
        catch (JsonException problem)
        {
            Report(new ZoneFileException("The text is not valid JSON.", (problem.LineNumber ?? 0) + 1, (problem.BytePositionInLine ?? 0) + 1));
        }

        return null;
    }

    private ZoneDocument? Finish(string? zone, bool isActive, ZoneFileSoa? soa, List<ZoneFileRecord>? records)
    {
        if (zone is null) throw Problem(0, "The file does not say its zone. Add \"zone\": \"example.com.\".");
        // What is missing could be taken for something to remove.
        if (records is null) throw Problem(0, "The file has no records. Add \"records\": [], with a line for each record.");
        string origin;
        try { origin = DnsName.ParseOrigin(zone); }
        catch (RuleException problem) { throw Problem(0, problem.Message); }

        if (Origin is not null && DnsName.ParseOrigin(Origin) is var expected && expected != origin) throw Problem(0, $"The file is about zone {origin}, not about {expected}");
        if (_errors > 0) return null;
        return new ZoneDocument(origin, soa is null ? null : soa with { Zone = origin, Active = isActive }, records.ConvertAll(record => record with { Zone = origin }));
    }

    private ZoneFileSoa ReadSoa(ref Utf8JsonReader reader, long line)
    {
        var (ns, mbox, numbers) = ("", "", new Dictionary<string, long> { ["serial"] = 0, ["refresh"] = 0, ["retry"] = 0, ["expire"] = 0, ["minimum"] = 0, ["ttl"] = 0 });
        var missing = new HashSet<string>(numbers.Keys) { "ns", "mbox" };
        Begin(ref reader, JsonTokenType.StartObject, "soa must be an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader);
            reader.Read();
            missing.Remove(member);
            if (member == "ns") ns = Text(ref reader, member);
            else if (member == "mbox") mbox = Text(ref reader, member);
            else if (numbers.ContainsKey(member)) numbers[member] = Number(ref reader, member, uint.MaxValue);
            else throw Problem(LineOf(ref reader), $"{Excerpt.Of(member)} is not a member of soa. Use ns, mbox, serial, refresh, retry, expire, minimum, and ttl.");
        }

        if (missing.Count > 0) throw Problem(line, $"soa has no {string.Join(", ", missing.Order(StringComparer.Ordinal))}.");
        return new ZoneFileSoa
        {
            Zone = "", Name = "@", Type = ZoneFileTypes.Soa, Ttl = numbers["ttl"], Line = line, Ns = ns, Mbox = mbox, Serial = numbers["serial"], Refresh = numbers["refresh"], Retry = numbers["retry"],
            Expire = numbers["expire"], Minimum = numbers["minimum"],
            Value = string.Create(CultureInfo.InvariantCulture, $"{ns} {mbox} {numbers["serial"]} {numbers["refresh"]} {numbers["retry"]} {numbers["expire"]} {numbers["minimum"]}"),
        };
    }

    private void ReadRecords(ref Utf8JsonReader reader, List<ZoneFileRecord> records)
    {
        Begin(ref reader, JsonTokenType.StartArray, "records must be an array.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var depth = reader.CurrentDepth;
            try
            {
                if (ReadRecord(ref reader) is { } record) records.Add(record);
            }
            catch (ZoneFileException problem)
            {
                Report(problem);
                while (reader.CurrentDepth > depth && reader.Read()) { }
            }
        }
    }

    private ZoneFileRecord ReadRecord(ref Utf8JsonReader reader)
    {
        var line = LineOf(ref reader);
        Begin(ref reader, JsonTokenType.StartObject, "A record must be an object such as {\"name\":\"www\",\"type\":\"A\",\"value\":\"192.0.2.1\",\"ttl\":3600}.");
        string? name = null, type = null, value = null;
        var (priority, ttl, isActive) = ((int?)null, NoTtl, true);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader);
            reader.Read();
            switch (member)
            {
                case "name": name = Text(ref reader, member); break;
                case "type": type = Text(ref reader, member); break;
                case "value": value = Text(ref reader, member); break;
                case "priority": priority = (int)Number(ref reader, member, ushort.MaxValue); break;
                case "ttl": ttl = Number(ref reader, member, int.MaxValue); break;
                case "active": isActive = Flag(ref reader, member); break;
                default: throw Problem(line, $"{Excerpt.Of(member)} is not a member of a record. Use name, type, priority, value, ttl, and active.");
            }
        }

        if (name is null || type is null || value is null) throw Problem(line, $"The record has no {(name is null ? "name" : type is null ? "type" : "value")}.");
        return new ZoneFileRecord { Zone = "", Name = name.Length == 0 ? "@" : name, Type = type.ToUpperInvariant(), Value = value, Priority = priority, Ttl = ttl, Active = isActive, Line = line };
    }

    private void Begin(ref Utf8JsonReader reader, JsonTokenType expected, string message)
    {
        if (reader.TokenType != expected) throw Problem(LineOf(ref reader), message);
    }

    private string Member(ref Utf8JsonReader reader)
    {
        try { return reader.GetString()!; }
        catch (InvalidOperationException) { throw Problem(LineOf(ref reader), "The name of a member contains an incomplete character."); }
    }

    private string Text(ref Utf8JsonReader reader, string member)
    {
        if (reader.TokenType != JsonTokenType.String) throw Problem(LineOf(ref reader), $"{member} must be a text.");
        try { return reader.GetString()!; }
        catch (InvalidOperationException) { throw Problem(LineOf(ref reader), $"{member} contains an incomplete character."); }
    }

    private bool Flag(ref Utf8JsonReader reader, string member)
        => reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Problem(LineOf(ref reader), $"{member} must be true or false.");

    private long Number(ref Utf8JsonReader reader, string member, long most)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 && number <= most ? number
            : throw Problem(LineOf(ref reader), $"{member} must be a whole number from 0 to {most.ToString(CultureInfo.InvariantCulture)}.");

    // Lines are counted as far as the reader has come.
    private long LineOf(ref Utf8JsonReader reader)
    {
        for (; _counted < reader.TokenStartIndex; _counted++)
            if (_text[_counted] == '\n') _line++;
        return _line;
    }

    private static ZoneFileException Problem(long line, string message) => new(message, line, 0);

    private void Report(ZoneFileException problem)
    {
        if (++_errors <= ZoneFileReader.MostErrors) error(new ZoneFileProblem(file, problem.Line, problem.Column, problem.Message));
    }
}
