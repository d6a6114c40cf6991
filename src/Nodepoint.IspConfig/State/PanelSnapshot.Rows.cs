using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

// How the rows of a table are read.
internal sealed partial class PanelSnapshot
{
    private sealed class RowReader(PanelSnapshot snapshot, CancellationToken cancel) : INounVisitor<Task<List<Row>>>
    {
        public async Task<List<Row>> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var rows = new List<Row>();
            var kept = StateNouns.Find(noun.CmdletNoun!)!.Kept;
            var made = Enumerable.Range(0, noun.Columns.Count).Where(ordinal => (noun.Columns[ordinal].Flags & ColumnFlags.MadeFromIds) != 0).ToArray();
            var buffer = new ArrayBufferWriter<byte>(1024);
            // Which columns the panel has is known when it has sent a row.
            HashSet<int>? absent = null;
            await foreach (var value in snapshot._lookup.Table(noun, snapshot._withSecrets).FindAsync([], null, cancel).ConfigureAwait(false))
            {
                absent ??= [.. kept.Where(ordinal => noun.VersionDependent.Contains(ordinal) && snapshot._lookup.Connection.Columns.Has(noun.Table, noun.Columns[ordinal].Name) is false)];
                buffer.ResetWrittenCount();
                using (var writer = new Utf8JsonWriter(buffer, Readable)) Write(writer, noun, noun.WithoutCopies(value), kept, absent, made);
                rows.Add(new Row(snapshot._spool.Append(buffer.WrittenSpan), buffer.WrittenCount, value.Id, value.OwnerGroupId));
            }

            return rows;
        }

        private void Write<T>(Utf8JsonWriter writer, PanelNoun<T> noun, T value, IReadOnlyList<int> kept, HashSet<int> absent, int[] made) where T : PanelObject
        {
            writer.WriteStartObject();
            writer.WriteNumber(Id, value.Id);
            writer.WriteNumber(Group, value.OwnerGroupId);
            foreach (var ordinal in made)
            {
                writer.WritePropertyName("$" + noun.Columns[ordinal].Member);
                noun.WriteMember(writer, value, ordinal);
            }

            foreach (var ordinal in kept)
            {
                if (absent.Contains(ordinal) || (!snapshot._withSecrets && noun.Secrets.Contains(ordinal))) continue;
                writer.WritePropertyName(noun.Columns[ordinal].StateName);
                noun.WriteMember(writer, value, ordinal);
            }

            var additional = value.AdditionalFields.Where(field => !PanelColumns.Has(noun.Table, field.Key) && (snapshot._withSecrets || !SecretName.Is(field.Key))).OrderBy(field => field.Key, StringComparer.Ordinal).ToArray();
            if (additional.Length > 0)
            {
                writer.WriteStartObject(StateObject.Additional);
                foreach (var (name, text) in additional) writer.WriteString(name, text);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }
    }
}
