using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

/// <summary>The state in a folder.</summary>
internal sealed class StateFolder : StateSource
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonDocumentOptions LenientDocument = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _folder;
    private readonly List<string> _files = [];
    private readonly Dictionary<StateNoun, List<StateEntry>> _entries = [];
    private (int Source, byte[] Bytes) _last = (-1, []);

    private StateFolder(string folder, StateManifest manifest) => (_folder, Manifest) = (folder, manifest);

    /// <inheritdoc/>
    public override string Title => $"folder '{_folder}'";

    /// <inheritdoc/>
    public override StateManifest Manifest { get; }

    /// <summary>What was found that this version does not know.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The names that servers have where the state goes to, by their names in the state; those that are missing keep their names.</summary>
    public IReadOnlyDictionary<string, string> Servers { get; set; } = new Dictionary<string, string>();

    /// <summary>Opens the state in a folder.</summary>
    /// <param name="folder">The full path.</param>
    /// <param name="cancel">Stops between two files.</param>
    /// <exception cref="RuleException">It is not a state, or a file cannot be read.</exception>
    public static StateFolder Open(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, StateFile.ManifestName);
        if (!File.Exists(path)) throw new RuleException(Rule.InvalidState, $"'{folder}' is not a state: it has no {StateFile.ManifestName}. Use a folder that Export-NpState has written.");
        var state = new StateFolder(folder, ReadManifest(path));
        foreach (var area in StateFolderWriter.Folders.Select(name => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar))).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(area, "*.json").Order(StringComparer.Ordinal))
            {
                cancel.ThrowIfCancellationRequested();
                // A folder also has other files.
                if (StateFolderWriter.IsOfState(file)) state.Index(file);
            }
        }

        state.Sort();
        return state;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StateEntry> Entries(StateNoun noun) => _entries.GetValueOrDefault(noun) ?? [];

    /// <summary>Gives the objects the identities that they have with the names of <see cref="Servers"/>.</summary>
    public void Rename()
    {
        foreach (var (noun, entries) in _entries)
        {
            // Others are not identified by servers.
            if (!noun.Identity.Any(ordinal => noun.Columns[ordinal].RefersTo == typeof(Server))) continue;
            for (var at = 0; at < entries.Count; at++)
            {
                var value = Read(entries[at]);
                entries[at] = entries[at] with { Identity = value.Identity, Name = value.Name };
            }
        }

        Sort();
    }

    /// <inheritdoc/>
    public override StateObject Read(StateEntry entry)
    {
        var bytes = Bytes(entry.Source);
        return Parse(entry.Noun, entry.Owner, bytes.AsMemory((int)entry.Offset, entry.Length));
    }

    /// <summary>Names the file of an object, and its line, for errors.</summary>
    /// <param name="entry">The object.</param>
    public override string PlaceOf(StateEntry entry) => $"{_files[entry.Source]} line {LineOf(Bytes(entry.Source), entry.Offset)}";

    // Objects are mostly read in the order of their files.
    private byte[] Bytes(int source)
    {
        lock (_files)
        {
            if (_last.Source != source) _last = (source, ReadFile(_files[source]));
            return _last.Bytes;
        }
    }

    private StateObject Parse(StateNoun noun, string? owner, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, LenientDocument);
        var members = document.RootElement.Clone().EnumerateObject().Select(member => new StateMember(member.Name, member.Value));
        return StateServers.Rename(new StateObject(noun, owner, [.. members]), Servers);
    }

    private void Index(string file)
    {
        var (source, bytes) = (_files.Count, ReadFile(file));
        _files.Add(file);
        _last = (source, bytes);
        var at = 0L;
        try
        {
            string? client = null;
            var found = new List<(StateNoun Noun, int Offset, int Length)>();
            var reader = new Utf8JsonReader(bytes, Lenient);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException("The file is not an object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                at = reader.TokenStartIndex;
                var name = reader.GetString();
                reader.Read();
                if (name == StateFile.ClientMember) client = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new FormatException($"{StateFile.ClientMember} is not a text.");
                else if (name == StateFile.ObjectsMember) Objects(ref reader, found, ref at);
                else reader.Skip();
            }

            foreach (var (noun, offset, length) in found)
            {
                at = offset;
                var owner = noun.IsOwned ? client ?? "" : null;
                var value = Parse(noun, owner, bytes.AsMemory(offset, length));
                if (StateObject.Text(value[noun.Columns[noun.Identity[0]].StateName]).Length == 0) throw new FormatException($"The {noun.Title} has no {noun.Columns[noun.Identity[0]].StateName}.");
                Add(new StateEntry(noun, value.Identity, value.Name, owner, source, offset, length, 0));
            }
        }
        catch (JsonException problem) { throw Wrong(file, (problem.LineNumber ?? 0) + 1, "The text is not valid JSON.", problem); }
        catch (FormatException problem) { throw Wrong(file, LineOf(bytes, at), problem.Message, problem); }
    }

    private void Objects(ref Utf8JsonReader reader, List<(StateNoun, int, int)> found, ref long at)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException($"{StateFile.ObjectsMember} is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            at = reader.TokenStartIndex;
            var name = reader.GetString()!;
            var noun = StateNouns.Find(name);
            reader.Read();
            if (noun is null)
            {
                var warning = $"{name} in the state is not known to this version of the module, and is left out.";
                if (!Warnings.Contains(warning)) Warnings.Add(warning);
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException($"{name} is not a list.");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                at = reader.TokenStartIndex;
                if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException($"{name} has something else than objects.");
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                found.Add((noun, start, (int)reader.BytesConsumed - start));
            }
        }
    }

    private void Add(StateEntry entry)
    {
        if (!_entries.TryGetValue(entry.Noun, out var all)) _entries.Add(entry.Noun, all = []);
        all.Add(entry);
    }

    private void Sort()
    {
        foreach (var entries in _entries.Values) entries.Sort((x, y) => string.CompareOrdinal(x.Identity, y.Identity) is var order and not 0 ? order : (x.Source, x.Offset).CompareTo((y.Source, y.Offset)));
    }

    private static StateManifest ReadManifest(string path)
    {
        var bytes = ReadFile(path);
        try
        {
            using var document = JsonDocument.Parse(bytes, LenientDocument);
            var root = document.RootElement;
            if (StateObject.Text(Member(root, StateFile.FormatMember)) != StateFile.Format)
                throw new FormatException($"The format is {(Member(root, StateFile.FormatMember) is { ValueKind: JsonValueKind.String } format ? $"'{format}'" : "missing")}, not '{StateFile.Format}'. Update the module if the state was written by a later version.");
            return new StateManifest
            {
                Panel = StateObject.Text(Member(root, "panel")), PanelVersion = StateObject.Text(Member(root, "panelVersion")), ModuleVersion = StateObject.Text(Member(root, "moduleVersion")),
                IncludesSecrets = Member(root, "includesSecrets").ValueKind == JsonValueKind.True,
                Include = Texts(Member(root, "include")), Exclude = Texts(Member(root, "exclude")),
                Servers = [.. Members(root, "servers").Select(server => new StateServer(server.Name, Texts(server.Value)))],
                Templates = [.. Members(root, "templates").Select(template => new StateTemplate(template.Name, Member(template.Value, "isAdditional").ValueKind == JsonValueKind.True,
                    Members(template.Value, "limits").ToDictionary(limit => limit.Name, limit => limit.Value.ValueKind == JsonValueKind.Null ? null : StateObject.Text(limit.Value))))],
                PhpVersions = Members(root, "phpVersions").ToDictionary(server => server.Name, server => (IReadOnlyList<string>)Texts(server.Value)),
                NotAllowed = Members(root, "notAllowed").ToDictionary(one => one.Name, one => StateObject.Text(one.Value)),
            };
        }
        catch (JsonException problem) { throw Wrong(path, (problem.LineNumber ?? 0) + 1, "The text is not valid JSON.", problem); }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException) { throw Wrong(path, 1, problem.Message, problem); }
    }

    private static JsonElement Member(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement.ObjectEnumerator Members(JsonElement value, string name) => Member(value, name) is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject() : default;

    private static string[] Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array ? StateValue.List(value) : [];

    private static byte[] ReadFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : bytes;
    }

    private static long LineOf(byte[] bytes, long at) => 1 + bytes.AsSpan(0, (int)Math.Min(at, bytes.Length)).Count((byte)'\n');

    private static RuleException Wrong(string path, long line, string message, Exception cause)
        => new(Rule.InvalidState, string.Create(CultureInfo.InvariantCulture, $"Cannot read the state: {path} line {line}: {message}"), cause);
}
