# What a script says beside its output.

function Write-Output {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromRemainingArguments)] [AllowNull()] [AllowEmptyCollection()] [psobject] $InputObject,
        [switch] $NoEnumerate
    )
    process { $PSCmdlet.WriteObject($InputObject, -not $NoEnumerate) }
}

function Write-Host {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromRemainingArguments)] [object] $Object,
        [switch] $NoNewline,
        [object] $Separator = ' ',
        [ConsoleColor] $ForegroundColor,
        [ConsoleColor] $BackgroundColor
    )
    process {
        $message = [System.Management.Automation.HostInformationMessage]@{
            Message = @($Object | ForEach-Object { "$_" }) -join $Separator
            NoNewLine = $NoNewline
        }
        if ($PSBoundParameters.ContainsKey('ForegroundColor')) { $message.ForegroundColor = $ForegroundColor }
        if ($PSBoundParameters.ContainsKey('BackgroundColor')) { $message.BackgroundColor = $BackgroundColor }
        $PSCmdlet.WriteInformation($message, [string[]]@('PSHOST'))
    }
}

function Write-Information {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('Msg', 'Message')] [AllowNull()] [object] $MessageData,
        [Parameter(Position = 1)] [string[]] $Tags
    )
    process { $PSCmdlet.WriteInformation($MessageData, $Tags) }
}

function Write-Warning {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [Alias('Msg')] [string] $Message)
    process { $PSCmdlet.WriteWarning($Message) }
}

function Write-Verbose {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [Alias('Msg')] [string] $Message)
    process { $PSCmdlet.WriteVerbose($Message) }
}

function Write-Debug {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [AllowEmptyString()] [Alias('Msg')] [string] $Message)
    process { $PSCmdlet.WriteDebug($Message) }
}

function Write-Error {
    [CmdletBinding(DefaultParameterSetName = 'Message')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Message')] [Alias('Msg')] [string] $Message,
        [Parameter(Mandatory, ParameterSetName = 'Exception')] [Exception] $Exception,
        [Parameter(Mandatory, ParameterSetName = 'Record')] [System.Management.Automation.ErrorRecord] $ErrorRecord,
        [System.Management.Automation.ErrorCategory] $Category = 'NotSpecified',
        [string] $ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException',
        [object] $TargetObject
    )
    process {
        if (-not $ErrorRecord) {
            if (-not $Exception) { $Exception = [Microsoft.PowerShell.Commands.WriteErrorException]$Message }
            $ErrorRecord = [System.Management.Automation.ErrorRecord]::new($Exception, $ErrorId, $Category, $TargetObject)
        }
        $PSCmdlet.WriteError($ErrorRecord)
    }
}

function Write-Progress {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Activity,
        [Parameter(Position = 1)] [string] $Status = 'Processing',
        [int] $Id,
        [int] $PercentComplete = -1,
        [int] $SecondsRemaining = -1,
        [string] $CurrentOperation,
        [int] $ParentId = -1,
        [switch] $Completed
    )
    $record = [System.Management.Automation.ProgressRecord]::new($Id, $Activity, $Status)
    $record.PercentComplete = $PercentComplete
    $record.SecondsRemaining = $SecondsRemaining
    if ($ParentId -ge 0) { $record.ParentActivityId = $ParentId }
    if ($CurrentOperation) { $record.CurrentOperation = $CurrentOperation }
    if ($Completed) { $record.RecordType = 'Completed' }
    $PSCmdlet.WriteProgress($record)
}

function Read-Host {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Prompt, [switch] $AsSecureString, [switch] $MaskInput)
    if ($Prompt) { $Host.UI.Write("${Prompt}: ") }
    if ($AsSecureString -or $MaskInput) {
        $secret = $Host.UI.ReadLineAsSecureString()
        if ($AsSecureString) { $secret } else { ConvertFrom-SecureString $secret -AsPlainText }
    }
    else { $Host.UI.ReadLine() }
}
