using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// Passes a script block for a parameter that rows can set from the parameter's attribute to the cmdlet. The engine calls the attribute
/// first, and then sets the cmdlet's property on the same thread.
/// </summary>
internal static class RowScript
{
    [ThreadStatic]
    private static ScriptBlock? s_kept;

    /// <summary>Keeps the script block for the property that is set next.</summary>
    public static void Keep(ScriptBlock? script) => s_kept = script;

    /// <summary>Returns the script block and forgets it; null for a value.</summary>
    public static ScriptBlock? Take()
    {
        var script = s_kept;
        if (script is not null) s_kept = null;
        return script;
    }

    /// <summary>Runs the script block for a row, which is <c>$_</c> in it.</summary>
    /// <exception cref="RowException">The script block failed or returned nothing.</exception>
    public static object? Run(ScriptBlock script, string parameter, PSObject row)
    {
        try
        {
            var output = script.InvokeWithContext(null, [new PSVariable("_", row)]);
            return output.Count switch
            {
                0 => throw new RowException("ScriptBlockArgumentNoOutput", $"The script block of -{parameter} returned nothing for this row. It has to return a value for each row."),
                1 => output[0],
                _ => output.ToArray(),
            };
        }
        catch (RuntimeException problem) when (problem is not PipelineStoppedException)
        {
            throw new RowException("ScriptBlockArgumentInvocationFailed", $"The script block of -{parameter} failed for this row: {problem.Message}", problem);
        }
    }
}
