using System.Globalization;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Says once per command what it does not use of its input: columns, empty rows, or all of it.</summary>
/// <param name="command">The cmdlet.</param>
/// <param name="parameters">The parameters that rows can set.</param>
/// <param name="ignoresUnknown">Whether columns that the cmdlet does not use are not warned of.</param>
internal sealed class RowNotices(PSCmdlet command, RowParameters parameters, bool ignoresUnknown)
{
    private bool _isSilent = ignoresUnknown;
    private long _read;
    private long _empty;

    /// <summary>Counts a row.</summary>
    /// <param name="row">The row; null if all parameters are on the command line.</param>
    /// <param name="columns">The columns of the row; none if it is not a custom object.</param>
    /// <returns>Whether it has columns, but all its cells are empty, so that it is skipped.</returns>
    public bool IsEmpty(PSObject? row, IEnumerable<PSPropertyInfo> columns)
    {
        _read++;
        if (row is null || !RowReader.IsEmpty(columns)) return false;
        _empty++;
        return true;
    }

    /// <summary>Warns of the columns that the cmdlet does not use, once per command, with the first row that has such columns.</summary>
    /// <param name="shape">The row's columns.</param>
    public void WarnOfUnknown(RowShape shape)
    {
        if (!shape.IsNew) return;
        shape.IsNew = false;
        if (shape.Delimiter is { } delimiter)
        {
            var problem = new RowException("WrongDelimiter", $"The rows have one column, whose name contains {delimiter.Name}. The file was read with another delimiter. Use Import-Csv -Delimiter {delimiter.Argument}, or Import-NpCsv, which finds the delimiter.");
            command.ThrowTerminatingError(new ErrorRecord(problem, problem.Id, ErrorCategory.InvalidArgument, null));
        }

        if (_isSilent || UnknownColumns.Describe(shape.Columns, parameters) is not { } unknown) return;
        _isSilent = true;
        command.WriteWarning($"{command.MyInvocation.MyCommand.Name} does not use {unknown} To hide this warning, use -IgnoreUnknownColumn.");
    }

    /// <summary>Warns at the end of rows that were skipped, and of an input without rows.</summary>
    public void End()
    {
        if (_empty > 0) command.WriteWarning(_empty == 1 ? "1 row was skipped because all its cells are empty." : string.Create(CultureInfo.InvariantCulture, $"{_empty} rows were skipped because all their cells are empty."));
        if (_read == 0 && command.MyInvocation.ExpectingInput) command.WriteWarning($"{command.MyInvocation.MyCommand.Name} received no rows from the pipeline, so nothing was done. Check the command before it, such as the path of the file or the filter.");
    }
}
