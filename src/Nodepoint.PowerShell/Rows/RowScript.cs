using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// A script block that was typed for a parameter which rows give, on its way from the parameter's attribute, which the engine shows it to,
/// to the cmdlet: the engine sets the cmdlet's property next, on the same thread.
/// </summary>
internal static class RowScript
{
    [ThreadStatic]
    private static ScriptBlock? s_kept;

    /// <summary>Keeps it for the property that is set next.</summary>
    public static void Keep(ScriptBlock? script) => s_kept = script;

    /// <summary>Takes it; null where a value was typed.</summary>
    public static ScriptBlock? Take()
    {
        var script = s_kept;
        if (script is not null) s_kept = null;
        return script;
    }

    /// <summary>Runs it for a row, which is <c>$_</c> in it.</summary>
    /// <exception cref="RowException">It failed or gave nothing.</exception>
    public static object? Run(ScriptBlock script, string parameter, PSObject row)
    {
        try
        {
            var output = script.InvokeWithContext(null, [new PSVariable("_", row)]);
            return output.Count switch
            {
                0 => throw new RowException("ScriptBlockArgumentNoOutput", $"The script block of -{parameter} gave nothing for this row."),
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
