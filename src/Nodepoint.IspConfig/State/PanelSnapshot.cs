using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

/// <summary>
/// The state of a panel. Its tables are read whole, one request for each, into a temporary file, so that the memory that is used depends on the
/// number of objects only by their names. What was changed in the meantime is found in the panel's data log and read again.
/// </summary>
internal sealed partial class PanelSnapshot : StateSource
{
    private const string Id = "$id";
    private const string Group = "$group";
    private const string RecordTable = "dns_rr";
    private const int MostReads = 5;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PanelLookup _lookup;
    private readonly StateFilter _filter;
    private readonly bool _withSecrets;
    private readonly Spool _spool = new();
    private readonly ConcurrentDictionary<StateNoun, List<Row>> _rows = new();
    private readonly Dictionary<StateNoun, List<StateEntry>> _entries = [];
    private readonly Dictionary<(string Table, long Id), (StateNoun Noun, Row Row)> _byId = [];
    private readonly Dictionary<(string Table, long Id), PlaceText> _places = [];
    private readonly ConcurrentDictionary<string, string> _notAllowed = new(StringComparer.Ordinal);
    // What the installation of a panel has made has no group.
    private readonly Dictionary<long, string> _owners = new() { [0] = "", [1] = "" };
    private Dictionary<long, List<Row>> _records = [];
    private List<Server>? _servers;
    private Dictionary<long, string> _php = [];
    private Dictionary<long, string> _templates = [];
    private IReadOnlyList<StateTemplate> _describedTemplates = [];
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _describedPhp = new Dictionary<string, IReadOnlyList<string>>();
    private StateManifest _manifest = new();

    private PanelSnapshot(PanelLookup lookup, StateFilter filter, bool withSecrets, StateProgress progress)
    {
        (_lookup, _filter, _withSecrets) = (lookup, filter, withSecrets);
        _spool.Appended += progress.Add;
        progress.Begin($"Reading {Title}");
    }

    /// <inheritdoc/>
    public override string Title => $"panel '{_lookup.Connection.Name}'";

    /// <inheritdoc/>
    public override StateManifest Manifest => _manifest;

    /// <summary>What could not be read as it is on the panel.</summary>
    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>Reads the state of a panel.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="filter">What is read.</param>
    /// <param name="withSecrets">Whether password hashes, keys, and passwords are read.</param>
    /// <param name="moduleVersion">The version of the module.</param>
    /// <param name="inFlight">How many requests are in flight at the same time.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The state.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public static Task<PanelSnapshot> ReadAsync(PanelLookup lookup, StateFilter filter, bool withSecrets, string moduleVersion, int inFlight, CancellationToken cancel)
        => ReadAsync(lookup, filter, withSecrets, moduleVersion, inFlight, new StateProgress(), cancel);

    /// <summary>Reads the state of a panel.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="filter">What is read.</param>
    /// <param name="withSecrets">Whether password hashes, keys, and passwords are read.</param>
    /// <param name="moduleVersion">The version of the module.</param>
    /// <param name="inFlight">How many requests are in flight at the same time.</param>
    /// <param name="progress">Counts the objects and records that were read.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The state.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public static async Task<PanelSnapshot> ReadAsync(PanelLookup lookup, StateFilter filter, bool withSecrets, string moduleVersion, int inFlight, StateProgress progress, CancellationToken cancel)
    {
        var snapshot = new PanelSnapshot(lookup, filter, withSecrets, progress);
        try
        {
            await snapshot.ReadAsync(moduleVersion, inFlight, cancel).ConfigureAwait(false);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StateEntry> Entries(StateNoun noun) => _entries.GetValueOrDefault(noun) ?? [];

    /// <inheritdoc/>
    public override StateObject Read(StateEntry entry) => Resolve(entry.Noun, new Row(entry.Offset, entry.Length, entry.Id, 0));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _spool.Dispose();
        base.Dispose();
    }

    private async Task ReadAsync(string moduleVersion, int inFlight, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, inFlight), CancellationToken = cancel };
        var version = await _lookup.Connection.ReadVersionAsync(cancel).ConfigureAwait(false);
        var servers = await ReadServersAsync(cancel).ConfigureAwait(false);
        var log = new ChangeWatch(_lookup.Connection);
        if (!await log.StartAsync(cancel).ConfigureAwait(false)) _notAllowed[ChangeWatch.Name] = ChangeWatch.Permission;
        var nouns = WithNeeded(StateNouns.All.Where(_filter.Has)).ToArray();
        var due = nouns.ToHashSet();
        var recordsDue = due.Any(noun => noun.IsZone);
        for (var reads = 1; due.Count > 0 || recordsDue; reads++)
        {
            await Parallel.ForEachAsync(due, options, async (noun, token) => await ReadAsync(noun, token).ConfigureAwait(false)).ConfigureAwait(false);
            if (recordsDue) await ReadRecordsAsync(cancel).ConfigureAwait(false);
            var changed = await log.ChangedAsync(cancel).ConfigureAwait(false);
            due = [.. nouns.Where(noun => changed.Contains(noun.Table))];
            recordsDue = nouns.Any(noun => noun.IsZone) && (changed.Contains(RecordTable) || due.Any(noun => noun.IsZone));
            if (reads < MostReads || (due.Count == 0 && !recordsDue)) continue;
            Warnings.Enqueue($"Panel '{_lookup.Connection.Name}' was changed all the time while it was read: {string.Join(", ", due.Select(noun => noun.Name).Concat(recordsDue ? [DnsRecordMembers.Noun] : []))} may not be from one moment. Run the command again when it is less busy.");
            break;
        }

        await ReadNamesAsync(options, cancel).ConfigureAwait(false);
        foreach (var noun in nouns) Index(noun);
        foreach (var noun in nouns.Where(_filter.Has)) _entries[noun] = EntriesOf(noun);
        foreach (var pattern in _filter.IncludedNames)
            if (pattern.AsSpan().IndexOfAny('*', '?') < 0 && !_entries.Values.Any(all => all.Exists(entry => StateFilter.Means(pattern, entry)))) Warnings.Enqueue($"-Include '{pattern}' matches no client, zone, or noun with objects on panel '{_lookup.Connection.Name}'.");
        _manifest = new StateManifest
        {
            Panel = _lookup.Connection.Uri.GetLeftPart(UriPartial.Authority), PanelVersion = version, ModuleVersion = moduleVersion, IncludesSecrets = _withSecrets,
            Include = _filter.Include, Exclude = _filter.Exclude, Servers = servers, Templates = _describedTemplates, PhpVersions = _describedPhp,
            Objects = _entries.Where(one => one.Value.Count > 0).OrderBy(one => one.Key.Name, StringComparer.Ordinal).ToDictionary(one => one.Key.Name, one => one.Value.Count),
            NotAllowed = _notAllowed.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(),
        };
    }

    private static string PermissionOf(string function) => PanelFunctions.TryGet(function, out var known) ? known.Group ?? "" : "";

    // The names of what is left out are needed where others refer to it.
    private static HashSet<StateNoun> WithNeeded(IEnumerable<StateNoun> selected)
    {
        var all = new HashSet<StateNoun>();
        var open = new Stack<StateNoun>(selected);
        while (open.TryPop(out var noun))
            if (all.Add(noun)) foreach (var type in noun.Columns.Select(column => column.RefersTo).OfType<Type>()) foreach (var other in StateNouns.OfType(type)) open.Push(other);
        return all;
    }

    private async Task<IReadOnlyList<StateServer>> ReadServersAsync(CancellationToken cancel)
    {
        var directory = new ServerDirectory(_lookup.Connection);
        try
        {
            _servers = await directory.ListAsync(cancel).ConfigureAwait(false);
            var described = new List<StateServer>();
            foreach (var server in _servers)
            {
                var full = await directory.DescribeAsync(server, cancel).ConfigureAwait(false);
                described.Add(new StateServer(server.Name, [.. new[] { (full.Mail, "mail"), (full.Web, "web"), (full.Dns, "dns"), (full.File, "file"), (full.Database, "database") }.Where(one => one.Item1).Select(one => one.Item2)]));
            }

            return [.. described.OrderBy(server => server.Name, StringComparer.Ordinal)];
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
        {
            _notAllowed["NpServer"] = PermissionOf("server_get_all");
            return [];
        }
    }

    private async Task ReadAsync(StateNoun noun, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                _rows[noun] = await noun.Accept(new RowReader(this, cancel)).ConfigureAwait(false);
                return;
            }
            catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
            {
                _rows[noun] = [];
                if (_filter.Has(noun)) _notAllowed[noun.Name] = noun.Permission;
                return;
            }
            // A response that is cut off among its rows is not read again by the connection.
            catch (PanelException problem) when (problem.IsUnanswered && tries < MostReads) { }
        }
    }

    private async Task ReadRecordsAsync(CancellationToken cancel)
    {
        var zone = StateNouns.All.First(noun => noun.IsZone);
        if (_notAllowed.ContainsKey(zone.Name)) return;
        var origins = _rows[zone].ToDictionary(row => row.Id, row => KeyOf(zone, row));
        for (var tries = 1; ; tries++)
        {
            var records = new Dictionary<long, List<Row>>();
            var leftOut = new List<string>();
            try
            {
                var buffer = new ArrayBufferWriter<byte>(256);
                await foreach (var record in new DnsRecordTable(_lookup.Connection).StreamAllAsync(cancel).ConfigureAwait(false))
                {
                    if (!origins.TryGetValue(record.ZoneId, out var origin)) continue;
                    foreach (var kept in ZoneDocument.Of(new DnsZone { Origin = origin }, [record with { Zone = origin }], leftOut.Add).Records)
                    {
                        buffer.ResetWrittenCount();
                        using (var writer = new Utf8JsonWriter(buffer, Readable)) StateRecord.Write(writer, kept);
                        if (!records.TryGetValue(record.ZoneId, out var all)) records.Add(record.ZoneId, all = []);
                        all.Add(new Row(_spool.Append(buffer.WrittenSpan), buffer.WrittenCount, record.Id, 0));
                    }
                }

                _records = records;
                foreach (var line in leftOut) Warnings.Enqueue(line);
                return;
            }
            catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
            {
                _notAllowed[DnsRecordMembers.Noun] = PermissionOf("dns_a_get");
                return;
            }
            catch (PanelException problem) when (problem.IsUnanswered && tries < MostReads) { }
        }
    }

    // What the rows refer to: owners, templates, and PHP versions.
    private async Task ReadNamesAsync(ParallelOptions options, CancellationToken cancel)
    {
        var owners = new ConcurrentDictionary<long, string>();
        var groups = _rows.Where(one => one.Key.IsOwned).SelectMany(one => one.Value).Select(row => row.Group).Where(group => group > 1).ToHashSet();
        await Parallel.ForEachAsync(groups, options, async (group, token) =>
        {
            if (await _lookup.ClientNameAsync(group, token).ConfigureAwait(false) is { } name) owners[group] = name;
        }).ConfigureAwait(false);
        foreach (var (group, name) in owners) _owners[group] = name;
        if (_rows.Keys.Any(noun => noun.Columns.Any(column => column.RefersTo == typeof(ClientTemplate))))
            _templates = await TryAsync("NpClientTemplate", "client_templates_get_all", () => ReadTemplatesAsync(cancel)).ConfigureAwait(false);
        if (_servers is null || !_rows.Keys.Any(noun => noun.Columns.Any(column => column.RefersTo == typeof(PhpVersion)))) return;
        _php = await TryAsync("NpPhpVersion", "server_get_php_versions", async () =>
        {
            var found = new Dictionary<long, string>();
            var described = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var server in _servers)
            {
                var versions = await new ServerDirectory(_lookup.Connection).PhpVersionsAsync(server, cancel).ConfigureAwait(false);
                foreach (var version in versions) found[version.Id] = version.Name;
                if (versions.Count > 0) described[server.Name] = [.. versions.Select(version => version.Name).Order(StringComparer.Ordinal)];
            }

            _describedPhp = described;
            return found;
        }).ConfigureAwait(false);
    }

    private async Task<Dictionary<long, string>> ReadTemplatesAsync(CancellationToken cancel)
    {
        var templates = await new ClientTemplates(_lookup.Connection).ListAsync(cancel).ConfigureAwait(false);
        // Objects name a template, so of several with a name only the first one counts.
        _describedTemplates = [.. templates.DistinctBy(template => template.Name).OrderBy(template => template.Name, StringComparer.Ordinal)
            .Select(template => new StateTemplate(template.Name, template.IsAdditional, template.Limits.OrderBy(limit => limit.Key, StringComparer.Ordinal).ToDictionary(limit => limit.Key, limit => StateTemplates.IsOfServers(limit.Key) ? NamesOf(limit.Value) : limit.Value)))];
        return templates.ToDictionary(one => one.Id, one => one.Name);
    }

    private string NamesOf(string? ids)
        => string.Join(',', (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(id => _servers?.Find(server => server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == id)?.Name).OfType<string>());

    private async Task<Dictionary<long, string>> TryAsync(string noun, string function, Func<Task<Dictionary<long, string>>> read)
    {
        try { return await read().ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
        {
            _notAllowed[noun] = PermissionOf(function);
            return [];
        }
    }

    private void Index(StateNoun noun)
    {
        var made = Enumerable.Range(0, noun.Columns.Count).Where(ordinal => (noun.Columns[ordinal].Flags & ColumnFlags.MadeFromIds) != 0).Select(ordinal => noun.Columns[ordinal].Member).ToArray();
        foreach (var row in _rows[noun])
        {
            _byId[(noun.Table, row.Id)] = (noun, row);
            if (made.Length == 0) continue;
            using var document = JsonDocument.Parse(_spool.Read(row.Offset, row.Length));
            _places[(noun.Table, row.Id)] = new PlaceText([.. made.Select(member => new KeyValuePair<string, string>(member, document.RootElement.TryGetProperty("$" + member, out var value) ? value.GetString() ?? "" : ""))]);
        }
    }

    private List<StateEntry> EntriesOf(StateNoun noun)
    {
        var entries = new List<StateEntry>();
        foreach (var row in _rows[noun])
        {
            var value = Resolve(noun, row, withRecords: false);
            var entry = new StateEntry(noun, value.Identity, value.Name, value.Owner, 0, row.Offset, row.Length, row.Id) { Server = value.Owner is null ? StateObject.Text(value["Server"]) : "" };
            if (_filter.Has(entry)) entries.Add(entry);
        }

        entries.Sort((x, y) => string.CompareOrdinal(x.Identity, y.Identity) is var order and not 0 ? order : x.Id.CompareTo(y.Id));
        return entries;
    }

    private readonly record struct Row(long Offset, int Length, long Id, long Group);
}
