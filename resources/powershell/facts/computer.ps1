# What this PC is: Windows, processor, memory, and whether a hypervisor runs.
param($p)
$system = Get-CimInstance -ClassName Win32_ComputerSystem
$windows = Get-CimInstance -ClassName Win32_OperatingSystem
$processor = @(Get-CimInstance -ClassName Win32_Processor)[0]
$board = @(Get-CimInstance -ClassName Win32_BaseBoard)
$product = ''
if ($board.Count -gt 0) { $product = [string]$board[0].Product }
$version = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$preview = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\WindowsSelfHost\Applicability' -ErrorAction SilentlyContinue
# 9 is x64, 12 is ARM64 (Win32_Processor.Architecture).
$architecture = 'other'
if ([int]$processor.Architecture -eq 9) { $architecture = 'AMD64' }
if ([int]$processor.Architecture -eq 12) { $architecture = 'ARM64' }
$insider = $false
if ($null -ne $preview -and $null -ne $preview.PSObject.Properties['EnablePreviewBuilds']) {
    $insider = [int]$preview.EnablePreviewBuilds -ge 1
}
# Inside of a virtual machine HypervisorPresent is always true; that Windows could start its own
# hypervisor stands in its log, since the last start.
$launched = $false
try {
    $query = @{ ProviderName = 'Microsoft-Windows-Hyper-V-Hypervisor'; Id = 1; StartTime = $windows.LastBootUpTime }
    $launched = @(Get-WinEvent -FilterHashtable $query -MaxEvents 1).Count -gt 0
} catch {
    $launched = $false
}
[pscustomobject]@{
    edition = [string]$version.EditionID
    build = [int]$version.CurrentBuildNumber
    revision = [int]$version.UBR
    server = [int]$windows.ProductType -ne 1
    insider = $insider
    language = [string](Get-UICulture).Name
    architecture = $architecture
    memoryTotal = [long]$system.TotalPhysicalMemory
    memoryFree = [long]$windows.FreePhysicalMemory * 1024
    processors = [int]$system.NumberOfLogicalProcessors
    processor = [string]$processor.Name
    firmware = [bool]$processor.VirtualizationFirmwareEnabled
    slat = [bool]$processor.SecondLevelAddressTranslationExtensions
    monitorMode = [bool]$processor.VMMonitorModeExtensions
    hypervisor = [bool]$system.HypervisorPresent
    launched = $launched
    maker = [string]$system.Manufacturer
    model = [string]$system.Model
    board = $product
}
