# The examples of pages, README and about_ topics, and a demo sandbox to run them on. The spec of the examples and
# Write-ExampleOutput.ps1 share it.

# Pages whose examples cannot run on a sandbox.
$Elsewhere = @{
    'Test-NpDnsZone' = 'a sandbox has no name servers'
    'Test-NpMailDomain' = 'a sandbox has no name servers and no mail server'
    'Test-NpService' = 'a sandbox has no services beside the panel'
    'Test-NpSpf' = 'the examples ask the DNS'
    'Wait-NpDnsZone' = 'a sandbox has no name servers'
    'Wait-NpJobQueue' = 'a sandbox has no servers that put changes into effect'
}

# Lines of README and about_ topics that cannot run here.
$ElsewhereLines = [ordered]@{
    'panel\.example\.com|panel\.nodepoint\.eu' = 'the address stands for the reader''s own panel'
    'Wait-NpDnsZone|Test-NpDnsZone'            = 'a sandbox has no name servers'
    'Test-NpMailDomain'                        = 'a sandbox has no name servers and no mail server'
    'Test-NpService'                           = 'a sandbox has no services beside the panel'
    'Test-NpPlatform\b(?! -Panel \*)'          = 'a sandbox has no services beside the panel'
    '^\./samples/'                             = 'the samples have specs of their own'
    'Set-NpPlatform prod '                     = 'the panel would have been saved'
    'nodepoint\.prom'                          = 'a script of the samples would have written the file'
    'Get-Credential'                           = 'somebody has to type'
    '-(Panel|Name|To) (old|new)\b'             = 'a second panel is connected'
    'mail\.new\.example'                       = 'the server stands for the reader''s own'
    '^(Compare|Import)-NpState .* new$'        = 'a second panel is connected'
    'Connect-NpPanel -Name prod'               = 'the panel would have been saved with a secret of a vault'
    'https://127\.0\.0\.1:8080'                = 'a sandbox has another port'
    '^(Install|Register)-PSResource'           = 'changes this machine'
    '-Secret panel-prod'                       = 'the secret would have been stored'
    '^dotnet '                                 = 'builds the module that runs here'
    '^\./build\.ps1'                           = 'builds the module that runs here'
    '^Copy-Item \./artifacts'                  = 'changes this machine'
    '^Import-Module '                          = 'the module is loaded already'
    '^(git|sudo|docker) '                      = 'changes this machine'
}

function Get-PageExample {
    # The powershell blocks of a page's examples.
    param([Parameter(Mandatory)] [string] $Path)
    $text = ([IO.File]::ReadAllText($Path) -replace "`r") -replace '(?s)^.*?\n## EXAMPLES' -replace '(?s)\n## PARAMETERS.*$'
    [regex]::Matches($text, '(?s)```powershell\n(.*?)```').ForEach({ $_.Groups[1].Value })
}

function Get-ExampleReason {
    # Why the examples of a page cannot run here; nothing where they can.
    param([Parameter(Mandatory)] [string] $Page)
    $Elsewhere[$Page]
}

function Get-LineReason {
    # Why a line cannot run here; nothing where it can.
    param([Parameter(Mandatory)] [string] $Line)
    foreach ($pattern in $ElsewhereLines.Keys) { if ($Line -match $pattern) { return $ElsewhereLines[$pattern] } }
}

function Split-Statement {
    # The statements of a script, one string each.
    param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Script)
    $errors = $null
    $ast = [Management.Automation.Language.Parser]::ParseInput($Script, [ref] $null, [ref] $errors)
    if ($errors) { throw "The example cannot be parsed: $($errors[0].Message)" }
    $ast.EndBlock.Statements.ForEach({ $_.Extent.Text })
}

function Get-TopicLine {
    # What an about_ topic asks to be typed: its PS> lines, and its indented lines that are commands. ShouldFail says that the
    # topic shows an error as its output.
    param([Parameter(Mandatory)] [string] $Path)
    $lines = ([IO.File]::ReadAllText($Path) -replace "`r") -split "`n"
    for ($i = 0; $i -lt $lines.Count; $i++) {
        $isPrompt = $lines[$i] -match '^\s*PS> (.+)$'
        if (-not $isPrompt -and $lines[$i] -notmatch '^ {8}((\$\w[\w.]* [=|] |@''|\[|[A-Z]\w*-Np\w+|(Import|Export|Get|ConvertTo|ConvertFrom|Invoke)-\w+)(?!\w*:).*)$') { continue }
        $text = $Matches[1]
        $first = $i
        # A statement goes on until it parses, as far as it is indented deeper.
        while ($i + 1 -lt $lines.Count) {
            $errors = $null
            $null = [Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $errors)
            $goesOn = $errors.Where({ $_.IncompleteInput }).Count -gt 0 -or ($lines[$i + 1] -match '^ {4}\S' -and $isPrompt)
            if (-not $goesOn) { break }
            $i++
            $text += if ($isPrompt) { ' ' + $lines[$i].Trim() } else { "`n" + ($lines[$i] -replace '^ {8}') }
        }
        [pscustomobject]@{
            Line = $first + 1
            Code = $text
            ShouldFail = $isPrompt -and $i + 1 -lt $lines.Count -and $lines[$i + 1] -match '^\w+-Np\w+: '
        }
    }
}

function Get-ReadmeBlock {
    # The powershell blocks of a Markdown file, with the line each begins on.
    param([Parameter(Mandatory)] [string] $Path)
    $text = [IO.File]::ReadAllText($Path) -replace "`r"
    foreach ($match in [regex]::Matches($text, '(?s)(?<=^|\n)```(?:powershell|pwsh)\n(.*?)\n```')) {
        [pscustomobject]@{ Line = ($text.Substring(0, $match.Index) -split "`n").Count + 1; Code = $match.Groups[1].Value }
    }
}

function Start-ExamplePanel {
    # A demo sandbox as it is fresh, connected as the default panel, in an empty folder with the files that examples read. Gives the sandbox.
    param([Parameter(Mandatory)] [string] $Folder, [int] $ThrottleLimit = 4)
    Get-NpPanel | Disconnect-NpPanel
    Get-NpSandbox | Where-Object { $_.Name -ne 'examples' -or -not $_.IsRunning } | Stop-NpSandbox
    $sandbox = @(Get-NpSandbox examples)[0]
    if ($sandbox) { $sandbox | Reset-NpSandbox } else { $sandbox = Start-NpSandbox examples -Demo }
    Get-ChildItem $Folder -Force | Remove-Item -Recurse -Force
    foreach ($name in 'NODEPOINT_URI', 'NODEPOINT_USER', 'NODEPOINT_PASSWORD') { [Environment]::SetEnvironmentVariable($name, $null) }
    $env:XDG_CONFIG_HOME = Join-Path $Folder '.config'
    & (Join-Path $PSScriptRoot 'ExampleFiles.ps1') $Folder
    $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name demo -ThrottleLimit $ThrottleLimit
    $sandbox
}

Export-ModuleMember -Function *
