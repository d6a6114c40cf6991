using System.Management.Automation;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Makes an object of the pipeline again from the parameters that it was bound to, so that another command binds it in the same way.</summary>
internal static class PipedRow
{
    /// <summary>The object.</summary>
    /// <param name="command">The command whose parameters they are.</param>
    /// <param name="values">The parameters, by name.</param>
    public static PSObject Of(PSCmdlet command, IReadOnlyList<KeyValuePair<string, object>> values)
    {
        var parameters = command.MyInvocation.MyCommand.Parameters;
        bool Is(string name, Func<ParameterSetMetadata, bool> bound) => parameters.TryGetValue(name, out var parameter) && parameter.ParameterSets.Values.Any(bound);
        if (values.Count > 1 && values.All(one => Is(one.Key, set => set.ValueFromPipelineByPropertyName)))
        {
            var row = new PSObject();
            foreach (var (name, value) in values) row.Properties.Add(new PSNoteProperty(name, value));
            return row;
        }

        return values.FirstOrDefault(one => Is(one.Key, set => set.ValueFromPipeline)) is { Key: not null } whole ? PSObject.AsPSObject(whole.Value)
            : values.Count == 1 ? Named(values[0]) : new PSObject();
    }

    private static PSObject Named(KeyValuePair<string, object> value)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty(value.Key, value.Value));
        return row;
    }
}
